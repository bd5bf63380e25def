using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Selection;
using Thca.Modeling.Thresholds;

namespace Thca.Modeling.Training;

/// <summary>A model developed on one training fold: tuned, calibrated and with a threshold, all from inner out-of-fold predictions.</summary>
internal sealed class DevelopedModel : IDisposable
{
    public required FeatureCombination Combination { get; init; }

    public required ModelConfiguration Configuration { get; init; }

    public required FoldModel Model { get; init; }

    public required CalibrationMap Calibration { get; init; }

    public required ChosenThreshold Threshold { get; init; }

    /// <summary>Inner out-of-fold probabilities, each calibrated without its own fold.</summary>
    public required PredictedCohort Inner { get; init; }

    /// <summary>Inner out-of-fold log-odds after the prior correction.</summary>
    public required double[] InnerLogOdds { get; init; }

    public required SearchHistory Search { get; init; }

    public required IReadOnlyList<RankedFeature> Ranking { get; init; }

    /// <summary>Names of the features of the trees.</summary>
    public IReadOnlyList<string> Features => Model.Booster.FeatureNames;

    /// <summary>Margins and calibrated probabilities of rows with the combination's columns.</summary>
    public (double[] Margin, double[] Calibrated) Predict(FeatureMatrix features)
    {
        double[] margin = Model.PredictMargin(features);
        double shift = Model.Shift.LogOdds;
        return (margin, Array.ConvertAll(margin, m => Calibration.Apply(m - shift)));
    }

    public void Dispose() => Model.Dispose();
}
