using Thca.Proteomics.Analysis;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Outcome;

/// <summary>A protein against the metastasis that truly occurred.</summary>
/// <param name="Test">The same tests as between risk groups, M1 in place of High.</param>
/// <param name="OddsRatio">Odds ratio of M1 per grade (per standard deviation of a continuous protein), Firth's logistic regression with profile interval.</param>
/// <param name="P">Penalised likelihood ratio p of the odds ratio.</param>
/// <param name="GroupDirection">Direction between the risk groups.</param>
public sealed record ProteinOutcome(ProteinResult Test, Estimate OddsRatio, double P, ExpectedDirection GroupDirection)
{
    /// <summary>Whether group and outcome point the same way; null where either points nowhere.</summary>
    public bool? Agrees => GroupDirection == ExpectedDirection.NotStated || Test.Direction == ExpectedDirection.NotStated ? null : GroupDirection == Test.Direction;
}
