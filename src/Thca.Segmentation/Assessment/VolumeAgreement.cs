using Thca.Statistics.Agreement;

namespace Thca.Segmentation.Assessment;

/// <summary>Agreement of the volumes before and after editing over some patients of a group.</summary>
/// <param name="Scope">"all", or "modified": without the patients whose masks were not changed, who put a spike at zero.</param>
/// <param name="Unmodified">Patients with unchanged masks among them.</param>
/// <param name="Difference">Bland-Altman in mm³, after minus before.</param>
/// <param name="Percent">Bland-Altman in percent by way of log ratios.</param>
/// <param name="Correlation">ICC(A,1) of the two volumes.</param>
public sealed record VolumeAgreement(string Scope, int Unmodified, BlandAltman Difference, BlandAltman Percent, IntraclassCorrelation Correlation);
