using Thca.Core.Outcomes;

namespace Thca.Core.Features;

/// <summary>One feature of one region: a number, or NaN with the reason why there is none.</summary>
public readonly record struct FeatureValue
{
    /// <summary>Creates a value.</summary>
    /// <param name="descriptor">What the feature is.</param>
    /// <param name="value">The number.</param>
    /// <param name="reason">Why the number is NaN; required exactly then.</param>
    /// <exception cref="ArgumentException">NaN without a reason.</exception>
    public FeatureValue(FeatureDescriptor descriptor, double value, Problem? reason = null)
    {
        if (double.IsNaN(value) && reason is null)
            throw new ArgumentException($"{descriptor.Name} is NaN; say why.", nameof(reason));
        (Descriptor, Value, Reason) = (descriptor, value, reason);
    }

    /// <summary>What the feature is.</summary>
    public FeatureDescriptor Descriptor { get; }

    /// <summary>The number; NaN when it could not be computed.</summary>
    public double Value { get; }

    /// <summary>Why the number is NaN, else null.</summary>
    public Problem? Reason { get; }

    /// <summary>Short name of the feature.</summary>
    public string Name => Descriptor.Name;
}
