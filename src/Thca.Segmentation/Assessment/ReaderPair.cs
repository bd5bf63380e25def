using Thca.Statistics.Agreement;
using Thca.Statistics.Hypotheses;

namespace Thca.Segmentation.Assessment;

/// <summary>Agreement of two readers over the patients.</summary>
/// <param name="First">A reader.</param>
/// <param name="Second">Another reader.</param>
/// <param name="Dice">Dice of their masks.</param>
/// <param name="Volumes">Bland-Altman of the volumes in mm³, second minus first.</param>
/// <param name="Percent">Bland-Altman of the volumes in percent.</param>
/// <param name="Correlation">ICC(A,1) of the volumes.</param>
/// <param name="Bias">Wilcoxon's signed-rank test of the volumes.</param>
public sealed record ReaderPair(string First, string Second, EditSummary Dice, BlandAltman Volumes, BlandAltman Percent, IntraclassCorrelation Correlation, HypothesisTestResult Bias);
