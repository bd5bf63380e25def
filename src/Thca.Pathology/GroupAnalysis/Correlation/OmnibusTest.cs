using Thca.Core.Features;

namespace Thca.Pathology.GroupAnalysis.Correlation;

/// <summary>One answer per block: whether patients whose slides differ also differ in imaging (Mantel's test of patient distances).</summary>
/// <param name="Block">Block: iTED, radiomics or clinical.</param>
/// <param name="Patients">Patients in both sets.</param>
/// <param name="Rows">Slide features without a gap.</param>
/// <param name="Columns">Imaging variables without a gap.</param>
/// <param name="R">Correlation of the distances; NaN when not tested.</param>
/// <param name="P">One-sided permutation p; NaN when not tested.</param>
/// <param name="Status">How it went.</param>
public sealed record OmnibusTest(string Block, int Patients, int Rows, int Columns, double R, double P, RowStatus Status)
{
    /// <summary>p adjusted over the blocks by Holm.</summary>
    public double Holm { get; init; } = double.NaN;
}
