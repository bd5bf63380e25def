using Thca.Core.Features;
using Thca.Radiomics.Catalogue;

namespace Thca.Radiomics.Computation;

/// <summary>A class whose features are read from one set of sums.</summary>
/// <param name="selected">Features to read.</param>
/// <param name="create">Computes the sums, or null when the class is undefined for the region; run as one task.</param>
/// <param name="whyNothing">Why all features are undefined when there are no sums.</param>
internal sealed class SingleComputation<TSource>(FeatureDefinition<TSource>[] selected, Func<TSource?> create, string whyNothing) : ClassComputation
    where TSource : class
{
    private TSource? _source;

    /// <inheritdoc/>
    public override bool IsDivided => false;

    /// <inheritdoc/>
    public override void AddTasks(List<Action> tasks) => tasks.Add(() => _source = create());

    /// <inheritdoc/>
    public override IEnumerable<FeatureValue> Results() => selected.Select(d => _source is null
        ? Undefined(d.Descriptor, whyNothing)
        : Value(d.Descriptor, d.Evaluate(_source), "The formula is undefined for this region (division by zero)."));
}
