using Thca.Core.Tables;
using Thca.Proteomics.Analysis;

namespace Thca.Proteomics.Reporting;

/// <summary>The table of tests, one row per protein.</summary>
internal static class ProteinTestTable
{
    private static readonly IReadOnlyList<(string Name, Func<ProteinResult, string> Cell)> Columns =
    [
        ("Protein", r => r.Protein.Column),
        ("N_low", r => Cells.Whole(r.Low.Count)),
        ("N_high", r => Cells.Whole(r.High.Count)),
        ("Effect", r => Cells.Number(r.Superiority.Theta)),
        ("Effect_lower", r => Cells.Number(r.Superiority.Lower)),
        ("Effect_upper", r => Cells.Number(r.Superiority.Upper)),
        ("P", r => Cells.Number(r.PAsymptotic)),
        ("P_exact", r => Cells.Number(r.PExact)),
        ("Q", r => Cells.Number(r.Q)),
        ("scale_type", r => r.Scale.ToString()),
        ("n_missing", r => Cells.Whole(r.Low.Missing + r.High.Missing)),
        ("mean_low", r => Cells.Number(r.Low.Mean)),
        ("mean_high", r => Cells.Number(r.High.Mean)),
        ("sd_low", r => Cells.Number(r.Low.StandardDeviation)),
        ("sd_high", r => Cells.Number(r.High.StandardDeviation)),
        ("mean_difference", r => Cells.Number(r.MeanDifference.Value)),
        ("mean_difference_lo", r => Cells.Number(r.MeanDifference.Lower)),
        ("mean_difference_hi", r => Cells.Number(r.MeanDifference.Upper)),
        ("median_low", r => Cells.Number(r.Low.Median)),
        ("median_high", r => Cells.Number(r.High.Median)),
        ("pct_high_low", r => Percent(r, r.Low)),
        ("pct_high_high", r => Percent(r, r.High)),
        ("dominant_low", r => r.Low.Dominant),
        ("dominant_high", r => r.High.Dominant),
        ("u", r => Cells.Number(r.U)),
        ("cliffs_delta", r => Cells.Number(r.CliffsDelta)),
        ("effect_label", r => r.EffectLabel),
        ("p_brunner_munzel", r => Cells.Number(r.Superiority.PValue)),
        ("z_trend", Graded(g => g.Trend.Statistic)),
        ("p_trend", Graded(g => g.Trend.PValue)),
        ("p_trend_exact", Graded(g => g.Exact.PTrend)),
        ("m2_linear", Graded(g => g.LinearByLinear.Statistic)),
        ("p_linear", Graded(g => g.LinearByLinear.PValue)),
        ("po_or", Graded(g => g.ProportionalOdds.OddsRatio)),
        ("po_lo", Graded(g => g.ProportionalOdds.Lower)),
        ("po_hi", Graded(g => g.ProportionalOdds.Upper)),
        ("p_po_lr", Graded(g => g.ProportionalOdds.PValue)),
        ("chi2", Graded(g => g.ChiSquare.Statistic)),
        ("df", Graded(g => g.ChiSquare.DegreesOfFreedom)),
        ("p_chi2", Graded(g => g.ChiSquare.PValue)),
        ("p_chi2_exact", Graded(g => g.Exact.PChiSquared)),
        ("p_ffh", Graded(g => g.Exact.PFreemanHalton)),
        ("min_expected", Graded(g => g.SmallestExpected)),
        ("n_expected_lt5", Graded(g => g.ExpectedBelowFive)),
        ("cramers_v", Graded(g => g.CramersV)),
        ("cramers_v_bc", Graded(g => g.CramersVCorrected.Value)),
        ("v_lo", Graded(g => g.CramersVCorrected.Lower)),
        ("v_hi", Graded(g => g.CramersVCorrected.Upper)),
        ("gamma", Graded(g => g.Gamma.Value)),
        ("gamma_lo", Graded(g => g.Gamma.Lower)),
        ("gamma_hi", Graded(g => g.Gamma.Upper)),
        ("somers_lo", Graded(g => g.SomersD.Lower)),
        ("somers_hi", Graded(g => g.SomersD.Upper)),
        ("tau_b", Graded(g => g.TauB.Value)),
        ("tau_b_lo", Graded(g => g.TauB.Lower)),
        ("tau_b_hi", Graded(g => g.TauB.Upper)),
        ("gen_or", Graded(g => g.Association.GeneralizedOddsRatio)),
        ("win_odds", Graded(g => g.Association.WinOdds)),
        ("diff_pct_high", Graded(g => 100 * g.HighShareDifference.Value)),
        ("diff_lo", Graded(g => 100 * g.HighShareDifference.Lower)),
        ("diff_hi", Graded(g => 100 * g.HighShareDifference.Upper)),
        ("p_collapsed", Graded(g => g.PCollapsed)),
        ("p_loo_min", r => Cells.Number(r.Sensitivity.LeaveOneOutLowest)),
        ("p_loo_max", r => Cells.Number(r.Sensitivity.LeaveOneOutHighest)),
        ("p_without_resubstitution", r => NotApplicable(r.Sensitivity.PWithoutResubstitution)),
        ("p_stratified", r => NotApplicable(r.Sensitivity.PStratified)),
        ("p_tertiles", r => NotApplicable(r.Sensitivity.PTertiles)),
        ("p_primary", r => Cells.Number(r.PPrimary)),
        ("p_bonferroni", r => Cells.Number(r.PBonferroni)),
        ("p_holm", r => Cells.Number(r.PHolm)),
        ("q_bh", r => Cells.Number(r.Q)),
        ("p_maxt", r => Cells.Number(r.PMaxT)),
        ("p_prespecified", r => NotApplicable(r.PPrespecified)),
        ("direction", r => Cells.Direction(r.Direction)),
        ("expected_direction", r => Cells.Direction(r.Protein.Expected)),
        ("direction_agrees", r => Cells.YesNo(r.DirectionAgrees)),
        ("flags", r => string.Join(";", r.Flags)),
        (FeatureTableFile.StatusColumn, r => r.Status.Code),
        (FeatureTableFile.MessageColumn, r => r.Status.Message),
    ];

    public static TextTable Of(IEnumerable<ProteinResult> results) =>
        new([.. Columns.Select(c => c.Name)], results.Select(r => (IReadOnlyList<string>)[.. Columns.Select(c => c.Cell(r))]), "tests.csv");

    private static Func<ProteinResult, string> Graded(Func<GradeComparison, double> value) => r => r.Grades is { } g ? Cells.Number(value(g)) : r.IsTested ? "" : "NaN";

    private static string Percent(ProteinResult r, GroupDescription group) => r.Low.Levels.Count == 0 ? "" : Cells.Number(100 * group.HighShare.Value);

    private static string NotApplicable(double value) => double.IsNaN(value) ? "" : Cells.Number(value);
}
