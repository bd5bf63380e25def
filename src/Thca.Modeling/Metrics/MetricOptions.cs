using Thca.Core.Errors;

namespace Thca.Modeling.Metrics;

/// <summary>How intervals of metrics are made.</summary>
public sealed record MetricOptions
{
    /// <summary>Class-stratified bootstrap samples for metrics without a closed form; 0 leaves those without an interval.</summary>
    /// <value>2000</value>
    public int Replicates { get; init; } = 2000;

    /// <summary>Samples for the measures that need the smooth calibration curve (ici, e50, e90).</summary>
    /// <value>200</value>
    public int SmoothReplicates { get; init; } = 200;

    /// <summary>Whether bootstrap intervals are bias-corrected and accelerated instead of percentiles.</summary>
    /// <value>false</value>
    public bool Bca { get; init; }

    /// <summary>Whether proportions get exact (Clopper-Pearson) instead of Wilson intervals.</summary>
    /// <value>false</value>
    public bool ExactProportions { get; init; }

    /// <summary>What stands for an undefined metric.</summary>
    /// <value><see cref="UndefinedValues.Undefined"/></value>
    public UndefinedValues Undefined { get; init; } = UndefinedValues.Undefined;

    /// <summary>Throws with every setting that is out of range.</summary>
    /// <exception cref="OptionsException">At least one is.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Replicates < 0) problems.Add(FormattableString.Invariant($"{nameof(MetricOptions)}.{nameof(Replicates)} is {Replicates}; allowed: at least 0."));
        if (SmoothReplicates < 0) problems.Add(FormattableString.Invariant($"{nameof(MetricOptions)}.{nameof(SmoothReplicates)} is {SmoothReplicates}; allowed: at least 0."));
        OptionsException.ThrowIfAny(problems);
    }
}
