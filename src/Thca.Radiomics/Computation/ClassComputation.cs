using Thca.Core.Features;
using Thca.Core.Outcomes;

namespace Thca.Radiomics.Computation;

/// <summary>The work of one feature class on one region, cut into independent tasks.</summary>
internal abstract class ClassComputation
{
    /// <summary>Whether the work is cut into many short tasks; long ones start first.</summary>
    public abstract bool IsDivided { get; }

    /// <summary>Appends the tasks; they may run in any order and at once.</summary>
    public abstract void AddTasks(List<Action> tasks);

    /// <summary>The selected features, in order, once all tasks have run.</summary>
    public abstract IEnumerable<FeatureValue> Results();

    /// <summary>A value, or NaN with the reason.</summary>
    protected static FeatureValue Value(FeatureDescriptor descriptor, double value, string whyUndefined) => double.IsFinite(value)
        ? new FeatureValue(descriptor, value)
        : Undefined(descriptor, whyUndefined);

    /// <summary>NaN with the reason.</summary>
    protected static FeatureValue Undefined(FeatureDescriptor descriptor, string why) =>
        new(descriptor, double.NaN, new Problem(ProblemCodes.Undefined, why));
}
