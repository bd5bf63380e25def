namespace Thca.Pathology.GroupAnalysis.Scoring;

/// <summary>How well held-out scores separate two classes.</summary>
/// <param name="Positives">Patients of the class that should score higher.</param>
/// <param name="Negatives">The others.</param>
/// <param name="Auc">Area under the ROC curve.</param>
/// <param name="DeLongLower">Lower limit, DeLong on the logit scale; NaN at 0 and 1.</param>
/// <param name="DeLongUpper">Upper limit.</param>
/// <param name="BootstrapLower">Lower limit, BCa bootstrap.</param>
/// <param name="BootstrapUpper">Upper limit.</param>
public sealed record ScoreDiscrimination(int Positives, int Negatives, double Auc, double DeLongLower, double DeLongUpper, double BootstrapLower, double BootstrapUpper);
