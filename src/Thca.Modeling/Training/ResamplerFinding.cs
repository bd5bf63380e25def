namespace Thca.Modeling.Training;

/// <summary>How one way to treat imbalance did in a search: the figures are those of its best configuration on rows held out at natural prevalence.</summary>
public sealed record ResamplerFinding
{
    /// <summary>The method, e.g. ClassWeight or Smote.</summary>
    public required string Resampler { get; init; }

    /// <summary>Configurations tried with it.</summary>
    public int Trials { get; init; } = 1;

    /// <summary>Best value of the objective; NaN when all failed.</summary>
    public double BestValue { get; init; } = double.NaN;

    /// <summary>Log loss after the prior correction, probabilities limited to [1e-6, 1 - 1e-6].</summary>
    public double LogLoss { get; init; } = double.NaN;

    /// <summary>Average precision, mean over inner folds.</summary>
    public double AveragePrecision { get; init; } = double.NaN;

    /// <summary>Share of the events that are called positive: from the prevalence on in protocol Sound, from 0.3 on in the published probe.</summary>
    public double Recall { get; init; } = double.NaN;

    /// <summary>Share of events among those called positive; NaN when nobody is.</summary>
    public double Precision { get; init; } = double.NaN;

    /// <summary>Rows before and after resampling, means over inner folds.</summary>
    public ResampledRows Rows { get; init; } = new(double.NaN, double.NaN, double.NaN);

    /// <summary>Whether the chosen configuration has it.</summary>
    public bool IsChosen { get; init; }

    /// <summary>Why the first of its failed configurations failed; empty when none did.</summary>
    public string Error { get; init; } = "";
}
