namespace Thca.Modeling.Runtime.Features;

/// <summary>Distribution of a feature in the development data; a value outside [<see cref="Min"/>, <see cref="Max"/>] is warned about.</summary>
public sealed record CritRange
{
    /// <summary>Smallest value, in the feature's unit.</summary>
    /// <value>Null when not recorded.</value>
    public double? Min { get; init; }

    /// <summary>0.5 % quantile.</summary>
    /// <value>Null when not recorded.</value>
    public double? Q005 { get; init; }

    /// <summary>Median.</summary>
    /// <value>Null when not recorded.</value>
    public double? Median { get; init; }

    /// <summary>99.5 % quantile.</summary>
    /// <value>Null when not recorded.</value>
    public double? Q995 { get; init; }

    /// <summary>Largest value.</summary>
    /// <value>Null when not recorded.</value>
    public double? Max { get; init; }
}
