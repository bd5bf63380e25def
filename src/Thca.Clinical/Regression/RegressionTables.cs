using System.Globalization;
using Thca.Clinical.Baseline;
using Thca.Clinical.Tables;
using Thca.Core.Tables;

namespace Thca.Clinical.Regression;

/// <summary>Regression results as tables.</summary>
public static class RegressionTables
{
    /// <summary>
    /// Machine-readable lines: <c>Term,Level,N,Events,OR,CI_lower,CI_upper,P,Method,Scale</c>, then further columns. What could not be estimated
    /// is <c>NaN</c>; what does not apply is empty.
    /// </summary>
    public static TextTable Lines(IEnumerable<RegressionRow> rows, string cohort = "") => new(
        [
            "Term", "Level", "N", "Events", "OR", "CI_lower", "CI_upper", "P", "Method", "Scale", "Is_reference", "N_missing", "Beta", "SE", "Z", "P_wald", "P_term", "Df_term",
            "P_adj_bh", "P_adj_holm", "GVIF", "Separation", "Converged", "Flags", "Label", "Model", "Cohort",
        ],
        rows.Select(r => (string[])
        [
            r.Term, r.Level, Integer(r.Count), Integer(r.Events), Number(r.OddsRatio), Estimated(r, r.Lower), Estimated(r, r.Upper), Estimated(r, r.PValue), r.Method, r.Scale,
            r.IsReference ? "true" : "false", Integer(r.Missing), Estimated(r, r.Beta), Estimated(r, r.StandardError), Estimated(r, r.Beta / r.StandardError), Estimated(r, r.PWald),
            Estimated(r, r.PTerm), r.IsReference ? "" : Integer(r.TermDegreesOfFreedom), Optional(r.PAdjustedBh), Optional(r.PAdjustedHolm), Optional(r.Inflation), r.Separation,
            r.Converged ? "true" : "false", string.Join(";", r.Flags), r.Label, r.Model, cohort,
        ]),
        "regression");

    /// <summary>Display table: characteristic, events/n, univariable and multivariable odds ratios; an en dash where a term is not in the multivariable model.</summary>
    public static TextTable Display(RegressionResult result)
    {
        List<string[]> rows = [];
        string last = "";
        foreach (RegressionRow u in result.UnivariableLines)
        {
            RegressionRow? m = result.MultivariableLines.FirstOrDefault(r => r.Term == u.Term && r.Level == u.Level);
            if (u.Level.Length > 0 && u.Term != last) rows.Add([u.Label, "", "", "", "", ""]);
            string name = u.Level.Length > 0 ? $"  {u.Level}{(u.IsReference ? " (ref)" : "")}" : $"{u.Label}, {u.Scale}";
            rows.Add([name, $"{Integer(u.Events)}/{Integer(u.Count)}", Odds(u), u.IsReference ? "" : ClinicalFormat.P(u.PValue), m is null ? "\u2013" : Odds(m), m is null or { IsReference: true } ? m is null ? "\u2013" : "" : ClinicalFormat.P(m.PValue)]);
            last = u.Term;
        }

        return new TextTable(["Characteristic", "Events/N", "Univariable OR (95% CI)", "P", "Multivariable OR (95% CI)", "P (multivariable)"], rows, "regression");
    }

    /// <summary>Odds ratio with interval as text, or "1 (reference)".</summary>
    public static string Odds(RegressionRow row) => row.IsReference ? "1 (reference)"
        : double.IsNaN(row.Beta) ? "not estimable"
        : $"{ClinicalFormat.OddsRatio(row.OddsRatio)} ({ClinicalFormat.OddsRatio(row.Lower)}\u2013{ClinicalFormat.OddsRatio(row.Upper)})";

    private static string Integer(int v) => v.ToString(CultureInfo.InvariantCulture);

    private static string Number(double v) => ClinicalNumber.Format(v);

    private static string Optional(double v) => double.IsNaN(v) ? "" : Number(v);

    private static string Estimated(RegressionRow row, double v) => row.IsReference ? "" : Number(v);
}
