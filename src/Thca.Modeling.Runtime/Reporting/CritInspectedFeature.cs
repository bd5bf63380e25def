using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Runtime.Reporting;

/// <summary>One feature and how the trees use it.</summary>
/// <param name="Feature">What the artifact says.</param>
/// <param name="Splits">Number of nodes that split on it.</param>
/// <param name="TrainingInfo">Training range or categories as LightGBM wrote them; empty when absent.</param>
/// <param name="HandlesMissing">Whether every node on it sends missing values to a learned side.</param>
public sealed record CritInspectedFeature(CritFeature Feature, int Splits, string TrainingInfo, bool HandlesMissing);
