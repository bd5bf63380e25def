using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Roc;

namespace Thca.Clinical.Regression;

/// <summary>Diagnostics as JSON (<c>thca-regression-diagnostics/1</c>); what could not be computed is null.</summary>
public static class DiagnosticsJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Diagnostics of a training analysis and, if given, its transport to another cohort and what scores add.</summary>
    public static string ToJson(RegressionResult result, TransportCheck? external = null, IReadOnlyList<ScoreContribution>? scores = null)
    {
        var root = new JsonObject { ["schema"] = "thca-regression-diagnostics/1", ["cohort"] = result.Cohort };
        root["terms"] = new JsonArray([.. (result.Multivariable?.Terms ?? []).Select(t => (JsonNode)t.Name!)]);
        if (result.Diagnostics is { } d) Add(root, d);
        else if (result.Multivariable?.Reason is { } reason) root["problem"] = reason.ToString();
        if (external is not null)
        {
            root["external"] = new JsonObject
            {
                ["n"] = external.Count, ["events"] = external.Events, ["auc"] = Auc(external.Auc), ["brier"] = Number(external.Brier),
                ["calibration_slope"] = Interval(external.Calibration.Slope.Estimate, external.Calibration.Slope.Lower, external.Calibration.Slope.Upper),
                ["calibration_in_the_large"] = Interval(external.Calibration.Intercept.Estimate, external.Calibration.Intercept.Lower, external.Calibration.Intercept.Upper),
                ["hosmer_lemeshow"] = Test(external.HosmerLemeshow),
            };
        }

        if (scores is { Count: > 0 })
        {
            root["scores_added"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject
            {
                ["scores"] = new JsonArray([.. s.Added.Select(a => (JsonNode)a!)]), ["n"] = s.Count, ["test"] = Test(s.Test), ["auc_with"] = Number(s.Auc.First.Value), ["auc_without"] = Number(s.Auc.Second.Value),
                ["auc_difference"] = Interval(s.Auc.Difference, s.Auc.Lower, s.Auc.Upper), ["auc_p"] = Number(s.Auc.P), ["aic_change"] = Number(s.AicChange),
            })]);
        }

        root["notes"] = new JsonArray([.. result.Notes.Select(n => (JsonNode)n!)]);
        return root.ToJsonString(Indented) + "\n";
    }

    private static void Add(JsonObject root, ModelDiagnostics d)
    {
        root["n"] = d.Count;
        root["events"] = d.Events;
        root["events_per_variable"] = Number(d.EventsPerVariable);
        root["estimator"] = d.Estimator;
        root["log_likelihood"] = Number(d.LogLikelihood);
        root["aic"] = Number(d.Aic);
        root["bic"] = Number(d.Bic);
        root["global_test"] = Test(d.Global);
        root["auc"] = Auc(d.Auc);
        root["auc_optimism_corrected"] = Number(d.OptimismCorrectedAuc);
        root["brier"] = Number(d.Fit.Brier);
        root["brier_scaled"] = Number(d.Fit.ScaledBrier);
        root["r2"] = new JsonObject { ["mcfadden"] = Number(d.Fit.McFadden), ["cox_snell"] = Number(d.Fit.CoxSnell), ["nagelkerke"] = Number(d.Fit.Nagelkerke), ["tjur"] = Number(d.Fit.Tjur) };
        root["hosmer_lemeshow"] = Test(d.HosmerLemeshow);
        root["vif"] = Named(d.ColumnInflation);
        root["gvif"] = Named(d.TermInflation);
        root["nonlinearity_p"] = Named(d.NonLinearity);
        root["influential_rows"] = new JsonArray([.. d.Influential.Select(r => (JsonNode)(r + 1))]);
        root["flags"] = new JsonArray([.. d.Flags.Select(f => (JsonNode)f!)]);
    }

    private static JsonObject Named(IReadOnlyList<(string Name, double Value)> values) =>
        new(values.Select(v => KeyValuePair.Create(v.Name, (JsonNode?)Number(v.Value))));

    private static JsonObject Test(HypothesisTestResult t) => new()
    {
        ["method"] = t.Method, ["statistic"] = Number(t.Statistic), ["df"] = Number(t.DegreesOfFreedom), ["p"] = Number(t.PValue), ["reason"] = t.Reason?.Message,
    };

    private static JsonObject Auc(AucEstimate a) => Interval(a.Value, a.Lower, a.Upper);

    private static JsonObject Interval(double value, double lower, double upper) => new() { ["value"] = Number(value), ["lower"] = Number(lower), ["upper"] = Number(upper) };

    private static JsonValue? Number(double v) => double.IsFinite(v) ? JsonValue.Create(v) : null;
}
