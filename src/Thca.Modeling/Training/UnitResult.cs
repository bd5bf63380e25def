using Thca.Modeling.Calibration;
using Thca.Modeling.Thresholds;

namespace Thca.Modeling.Training;

/// <summary>What one outer fold of one combination produced; enough to go on without fitting it again.</summary>
public sealed record UnitResult
{
    /// <summary>The combination.</summary>
    public required string Combination { get; init; }

    /// <summary>Repeat, from 0.</summary>
    public required int Repeat { get; init; }

    /// <summary>Fold, from 0.</summary>
    public required int Fold { get; init; }

    /// <summary>Rows held out, as positions in the development table.</summary>
    public required IReadOnlyList<int> Rows { get; init; }

    /// <summary>Margins of the rows held out.</summary>
    public required IReadOnlyList<double> Margins { get; init; }

    /// <summary>Calibrated probabilities of the rows held out.</summary>
    public required IReadOnlyList<double> Calibrated { get; init; }

    /// <summary>Threshold, chosen on inner predictions.</summary>
    public required double Threshold { get; init; }

    /// <summary>Whether its constraints were met.</summary>
    public required ThresholdStatus ThresholdStatus { get; init; }

    /// <summary>Calibration used.</summary>
    public required CalibrationMethod Calibration { get; init; }

    /// <summary>Names of the features in the trees.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>The configuration chosen.</summary>
    public required ModelConfiguration Configuration { get; init; }

    /// <summary>Probabilities that chose the threshold: inner out-of-fold ones in order of the training rows, or those of the validation rows in the published protocols.</summary>
    public required IReadOnlyList<double> InnerCalibrated { get; init; }

    /// <summary>Outcomes of the same patients.</summary>
    public required IReadOnlyList<bool> InnerOutcome { get; init; }

    /// <summary>Every configuration tried.</summary>
    public required SearchHistory Search { get; init; }

    /// <summary>Patients learnt from.</summary>
    public required int Trained { get; init; }

    /// <summary>Events among them.</summary>
    public required int TrainedEvents { get; init; }

    /// <summary>Log-odds subtracted from the margins to undo weights and resampling.</summary>
    public required double PriorLogOdds { get; init; }

    /// <summary>Maps of every calibration method, fitted like the one used; empty where they were not asked for.</summary>
    public IReadOnlyList<CalibrationMap> Calibrators { get; init; } = [];

    /// <summary>Contributions of every feature of <see cref="Features"/> to the margin of each row held out, the base value last; empty where they were not asked for.</summary>
    public IReadOnlyList<double[]> Contributions { get; init; } = [];
}
