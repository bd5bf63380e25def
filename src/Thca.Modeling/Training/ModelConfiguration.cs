using Thca.Modeling.Imbalance;
using Thca.Modeling.LightGbm;

namespace Thca.Modeling.Training;

/// <summary>Everything a search decides.</summary>
/// <param name="Imbalance">Class weights or resampling.</param>
/// <param name="FeatureCount">Features taken, best first.</param>
/// <param name="Boosting">Boosting settings.</param>
public sealed record ModelConfiguration(ResamplingOptions Imbalance, int FeatureCount, LightGbmOptions Boosting);
