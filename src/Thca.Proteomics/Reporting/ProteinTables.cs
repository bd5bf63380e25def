using Thca.Core.Cohorts;
using Thca.Core.Tables;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Correlation;
using Thca.Proteomics.Outcome;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Reporting;

/// <summary>The result tables of a protein analysis.</summary>
public static class ProteinTables
{
    /// <summary>One row per protein: <c>Protein,N_low,N_high,Effect,Effect_lower,Effect_upper,P,P_exact,Q</c>, all other tests, <c>Status,Message</c>.</summary>
    public static TextTable Tests(ProteinStudy study) => ProteinTestTable.Of(study.Results);

    /// <summary>One row per protein, group and grade: count, percent and expected count.</summary>
    public static TextTable Levels(ProteinStudy study)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (ProteinResult r in study.Results.Where(r => r.Low.Levels.Count > 0))
        {
            foreach ((int g, GroupDescription group) in new[] { (RiskGroup.Low, r.Low), (RiskGroup.High, r.High) })
            {
                for (int j = 0; j < GradeScale.Levels; j++)
                {
                    rows.Add(
                    [
                        r.Protein.Column, RiskGroup.Labels[g], Cells.Whole(j), GradeScale.Labels[j], Cells.Whole(group.Levels[j]),
                        Cells.Number(100.0 * group.Levels[j] / group.Count), Cells.Number(r.Grades?.Expected[g, j] ?? double.NaN),
                    ]);
                }
            }
        }

        return new TextTable(["protein", "group", "level", "label", "count", "percent", "expected"], rows, "protein_levels.csv");
    }

    /// <summary>One row per continuous protein: shift, standardised differences, Welch's test, fold change.</summary>
    public static TextTable Continuous(ProteinStudy study) => new(
        [
            "protein", "scale_type", "shift", "shift_lo", "shift_hi", "achieved_level", "cohens_d", "d_lo", "d_hi", "d_average_variance", "hedges_g",
            "welch_t", "welch_df", "p_welch", "log2_fold_change", "log2_transformed",
        ],
        study.Results.Where(r => r.Continuous is not null).Select(r =>
        {
            ContinuousComparison c = r.Continuous!;
            double[] values =
            [
                c.Shift.Shift, c.Shift.Lower, c.Shift.Upper, c.Shift.AchievedLevel, c.MeanDifference.Value, c.MeanDifference.Lower, c.MeanDifference.Upper,
                c.MeanDifference.AverageVariance, c.MeanDifference.HedgesG, c.Welch.Statistic, c.Welch.DegreesOfFreedom, c.Welch.PValue, c.Log2FoldChange,
            ];
            return (IReadOnlyList<string>)[r.Protein.Column, r.Scale.ToString(), .. values.Select(Cells.Number), Cells.YesNo(c.IsLog2)];
        }),
        "protein_continuous.csv");

    /// <summary>One row per pair of proteins and scope.</summary>
    public static TextTable Correlations(IEnumerable<PairCorrelation> pairs) => new(
        [
            "scope", "protein_a", "protein_b", "n", "tau_b", "p_tau", "spearman", "lo", "hi", "p_spearman", "pearson_codes", "polychoric", "q_bh",
            "p_group_difference", "status", "message",
        ],
        pairs.Select(p => (IReadOnlyList<string>)
        [
            p.Scope.ToString(), p.ProteinA, p.ProteinB, Cells.Whole(p.Count), Computed(p, p.TauB), Computed(p, p.PTau), Computed(p, p.Spearman.Coefficient),
            Computed(p, p.Spearman.Lower), Computed(p, p.Spearman.Upper), Computed(p, p.Spearman.PValue), Computed(p, p.Pearson),
            p.Polychoric is { } c ? Cells.Number(c.Coefficient) : "", Computed(p, p.Q), Cells.Number(p.PGroupDifference),
            p.Status.Code, p.Status.IsOk ? p.Polychoric?.Reason?.Message ?? "" : p.Status.Message,
        ]),
        "correlations.csv");

    /// <summary>One row per protein and feature.</summary>
    public static TextTable Features(IEnumerable<FeatureCorrelation> features) => new(
        ["family", "protein", "feature", "primary", "n", "spearman", "lo", "hi", "p", "q_bh", "tau_b", "partial_spearman", "p_partial", "status", "message"],
        features.Select(f => (IReadOnlyList<string>)
        [
            f.Family.ToString(), f.Protein, f.Feature, Cells.YesNo(f.IsPrimary), Cells.Whole(f.Spearman.Count), Cells.Number(f.Spearman.Coefficient),
            Cells.Number(f.Spearman.Lower), Cells.Number(f.Spearman.Upper), Cells.Number(f.Spearman.PValue), Cells.Number(f.Q), Cells.Number(f.TauB),
            Cells.Number(f.Partial.Coefficient), Cells.Number(f.Partial.PValue), f.Status.Code, f.Status.Message,
        ]),
        "protein_feature_correlations.csv");

    /// <summary>One row per protein: the tests against metastasis, the odds ratio per grade, and whether group and outcome agree.</summary>
    public static TextTable Outcome(IEnumerable<ProteinOutcome> outcome) => new(
        [
            "protein", "n_m0", "n_m1", "theta", "theta_lo", "theta_hi", "p_mwu_asym", "p_mwu_exact", "q_bh", "p_ffh", "or_per_grade", "or_lo", "or_hi", "p_firth",
            "direction_outcome", "direction_groups", "agree", "status", "message",
        ],
        outcome.Select(o =>
        {
            ProteinResult r = o.Test;
            return (IReadOnlyList<string>)
            [
                r.Protein.Column, Cells.Whole(r.Low.Count), Cells.Whole(r.High.Count), Cells.Number(r.Superiority.Theta), Cells.Number(r.Superiority.Lower),
                Cells.Number(r.Superiority.Upper), Cells.Number(r.PAsymptotic), Cells.Number(r.PExact), Cells.Number(r.Q), Cells.Optional(r.Grades?.Exact.PFreemanHalton),
                Cells.Number(o.OddsRatio.Value), Cells.Number(o.OddsRatio.Lower), Cells.Number(o.OddsRatio.Upper), Cells.Number(o.P),
                Cells.Direction(r.Direction), Cells.Direction(o.GroupDirection), Cells.YesNo(o.Agrees), r.Status.Code, r.Status.Message,
            ];
        }),
        "protein_outcome.csv");

    private static string Computed(PairCorrelation pair, double value) => pair.Status.IsOk ? Cells.Number(value) : "";
}
