using Thca.Proteomics.Analysis;
using Thca.Proteomics.Outcome;
using Thca.Proteomics.Panel;
using Thca.Proteomics.Tests.Analysis;

namespace Thca.Proteomics.Tests.Outcome;

public sealed class OutcomeAnalyzerTests
{
    [Fact]
    public void Outcome_that_follows_the_groups_agrees_with_them()
    {
        var table = ProteinAnalyzerTests.Random(3, 60, ScaleType.Grade4, 1.0);
        table = table with { Metastasis = [.. table.Groups.Select((g, i) => i % 7 == 0 ? 1 - g : g)] };
        ProteinStudy study = ProteinAnalyzer.Analyze(table);
        IReadOnlyList<ProteinOutcome> rows = OutcomeAnalyzer.Analyze(study);
        Assert.Equal(3, rows.Count);
        Assert.All(rows, r =>
        {
            Assert.True(r.Agrees);
            Assert.True(r.OddsRatio.Value > 1 && r.OddsRatio.Lower < r.OddsRatio.Value && r.OddsRatio.Value < r.OddsRatio.Upper);
            Assert.InRange(r.P, 1e-9, 0.5);
        });
    }

    [Fact]
    public void Without_both_outcomes_there_is_nothing()
    {
        var table = ProteinAnalyzerTests.Random(1, 20, ScaleType.Grade4, 0);
        Assert.Empty(OutcomeAnalyzer.Analyze(ProteinAnalyzer.Analyze(table)));
        Assert.Empty(OutcomeAnalyzer.Analyze(ProteinAnalyzer.Analyze(table with { Metastasis = [.. Enumerable.Repeat(0, 20)] })));
    }

    [Fact]
    public void A_continuous_protein_that_separates_the_outcomes_has_a_finite_odds_ratio()
    {
        var table = ProteinData.Continuous([1.5, 2.5, 3.5, 4.5], [5.5, 6.5, 7.5, 8.5]);
        table = table with { Metastasis = table.Groups };
        ProteinOutcome r = Assert.Single(OutcomeAnalyzer.Analyze(ProteinAnalyzer.Analyze(table)));
        Assert.True(double.IsFinite(r.OddsRatio.Value) && r.OddsRatio.Value > 1);
    }
}
