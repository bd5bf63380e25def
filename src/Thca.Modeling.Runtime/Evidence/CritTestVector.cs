using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Runtime.Evidence;

/// <summary>A patient with the results the model must reproduce when it is loaded.</summary>
public sealed record CritTestVector
{
    /// <summary>What the row exercises, e.g. missing value.</summary>
    /// <value>Default empty.</value>
    public string Note { get; init; } = "";

    /// <summary>Named inputs.</summary>
    public required IReadOnlyDictionary<string, CritInput> Inputs { get; init; }

    /// <summary>Expected model row after encoding, winsorising and the missing policy, in column order; null is missing.</summary>
    public required IReadOnlyList<double?> Codes { get; init; }

    /// <summary>Expected margin (log-odds before calibration).</summary>
    public required double Margin { get; init; }

    /// <summary>Expected probability before prior correction and calibration.</summary>
    public required double RawProbability { get; init; }

    /// <summary>Expected calibrated probability.</summary>
    public required double Probability { get; init; }

    /// <summary>Expected class at the default threshold.</summary>
    /// <value>0 or 1.</value>
    public required int Class { get; init; }

    /// <summary>Expected risk group per scheme.</summary>
    public required IReadOnlyDictionary<string, string> Groups { get; init; }

    /// <summary>Expected contributions in column order.</summary>
    public required IReadOnlyList<double> Contributions { get; init; }
}
