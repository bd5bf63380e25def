namespace Thca.Segmentation.Assessment;

/// <summary>What one reader marked in one case.</summary>
/// <param name="Reader">The reader.</param>
/// <param name="VolumeMm3">Volume, mm³.</param>
/// <param name="Sensitivity">Sensitivity against the consensus, as STAPLE estimates it; NaN when nobody marked a voxel.</param>
/// <param name="Specificity">Specificity within the box around all masks; NaN when none of it is background.</param>
/// <param name="ConsensusDice">Dice with the consensus mask.</param>
/// <param name="ConsensusHausdorff95">HD95 to the consensus mask, mm; NaN when either is empty.</param>
public sealed record ReaderReading(string Reader, double VolumeMm3, double Sensitivity, double Specificity, double ConsensusDice, double ConsensusHausdorff95);
