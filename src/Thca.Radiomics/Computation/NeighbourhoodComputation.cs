using Thca.Core.Features;
using Thca.Radiomics.Catalogue;
using Thca.Radiomics.Preprocessing;
using Thca.Radiomics.Settings;
using Thca.Radiomics.Texture;

namespace Thca.Radiomics.Computation;

/// <summary>GLDM or NGTDM features; both read the same pass over the neighbours, whose tasks are added by whichever comes first.</summary>
internal sealed class NeighbourhoodComputation<TSource>(
    FeatureDefinition<TSource>[] selected, SharedNeighbourhood? shared, Func<Neighbourhood, TSource> create) : ClassComputation
    where TSource : class
{
    /// <inheritdoc/>
    public override bool IsDivided => true;

    /// <inheritdoc/>
    public override void AddTasks(List<Action> tasks) => shared?.AddTasks(tasks);

    /// <inheritdoc/>
    public override IEnumerable<FeatureValue> Results()
    {
        if (shared is null) return selected.Select(d => Undefined(d.Descriptor, "The region has no neighbouring voxels at the given distances."));
        TSource source = create(shared.Result);
        return selected.Select(d => Value(d.Descriptor, d.Evaluate(source), "The formula is undefined for this region (every voxel is isolated)."));
    }
}
