using System.Globalization;
using System.Text.Json.Nodes;
using Thca.Core.Features;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Segmentation.Assessment;
using Thca.Segmentation.Datasets;

namespace Thca.Segmentation.Evaluation;

/// <summary>
/// Writes an evaluation: <c>summary.json</c> in nnU-Net's layout (null where undefined), <c>evaluation.csv</c> with a row per case and label, <c>cases.csv</c>
/// with a row per case. Failed cases have their rows.
/// </summary>
public static class EvaluationWriter
{
    private const string Summary = "summary.json";
    private const string PerLabel = "evaluation.csv";
    private const string PerCase = "cases.csv";

    /// <summary>Writes the three files, atomically.</summary>
    /// <param name="folder">Target folder.</param>
    /// <param name="result">The evaluation.</param>
    /// <param name="dataset">Name of the data set, for the tables.</param>
    /// <param name="patients">Patient of every case; null or absent: the case's identifier.</param>
    public static void Write(string folder, EvaluationResult result, string dataset = "", IReadOnlyDictionary<string, string>? patients = null)
    {
        PythonJson.Write(Path.Combine(folder, Summary), Json(result));
        WriteLabels(Path.Combine(folder, PerLabel), result, patients);
        WriteCases(Path.Combine(folder, PerCase), result, dataset, patients);
    }

    private static IEnumerable<(string Name, Func<MaskPairMetrics, double> Value)> Metrics(EvaluationResult result, int? label)
    {
        yield return ("Dice", m => m.Dice);
        yield return ("FN", m => m.FalseNegatives);
        yield return ("FP", m => m.FalsePositives);
        if (result.Options.Mode == AnalysisMode.Sound)
        {
            yield return ("HD95", m => m.Hausdorff95);
            yield return ("ASSD", m => m.AverageSurfaceDistance);
        }

        yield return ("IoU", m => m.Jaccard);
        if (result.Options.Mode == AnalysisMode.Sound)
        {
            for (int t = 0; t < result.Options.TolerancesMm.Count; t++)
            {
                int index = t;
                yield return ($"NSD_{result.Options.TolerancesMm[t].ToString(CultureInfo.InvariantCulture)}mm", m => m.SurfaceDice[index].Value);
            }
        }

        yield return ("TN", m => m.TrueNegatives);
        yield return ("TP", m => m.TruePositives);
        if (result.Options.Mode == AnalysisMode.Sound && label is not null && label == result.Labels.Lesion)
        {
            yield return ("foci_sensitivity", m => m.Components!.LesionSensitivity);
            yield return ("foci_false_positive", m => m.Components!.Removed);
        }

        yield return ("n_pred", m => m.TruePositives + m.FalsePositives);
        yield return ("n_ref", m => m.TruePositives + m.FalseNegatives);
    }

    private static JsonObject Json(EvaluationResult result)
    {
        var mean = new JsonObject();
        foreach (int label in result.Labels.Foreground) mean[Text(label)] = Values(Metrics(result, label), f => result.Mean(label, f));
        var cases = new JsonArray();
        foreach (CaseEvaluation c in result.Cases)
        {
            var one = new JsonObject { ["prediction_file"] = c.PredictionFile, ["reference_file"] = c.ReferenceFile };
            if (c.Labels.Succeeded)
            {
                var metrics = new JsonObject();
                foreach ((int label, MaskPairMetrics m) in c.Labels.Value) metrics[Text(label)] = Values(Metrics(result, label), f => f(m));
                one.Insert(0, "metrics", metrics);
            }
            else
            {
                one["problem"] = c.Labels.Problem.ToString();
            }

            cases.Add(one);
        }

        return new JsonObject { ["foreground_mean"] = Values(Metrics(result, null), result.ForegroundMean), ["mean"] = mean, ["metric_per_case"] = cases };
    }

    private static JsonObject Values(IEnumerable<(string Name, Func<MaskPairMetrics, double> Value)> metrics, Func<Func<MaskPairMetrics, double>, double> value)
    {
        var json = new JsonObject();
        foreach ((string name, Func<MaskPairMetrics, double> metric) in metrics.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            double v = value(metric);
            json[name] = double.IsFinite(v) ? v : null;
        }

        return json;
    }

    private static void WriteLabels(string path, EvaluationResult result, IReadOnlyDictionary<string, string>? patients)
    {
        string[] columns = [.. Metrics(result, result.Labels.Lesion).Select(m => m.Name)];
        var rows = new List<string[]>();
        foreach (CaseEvaluation c in result.Cases)
        {
            foreach (int label in result.Labels.Foreground)
            {
                Dictionary<string, Func<MaskPairMetrics, double>> known = Metrics(result, label).ToDictionary(m => m.Name, m => m.Value);
                // Foci exist for the lesion alone: not applicable to other labels is empty, undefined is NaN.
                IEnumerable<string> cells = columns.Select(name => !known.TryGetValue(name, out Func<MaskPairMetrics, double>? f) ? "" : c.Labels.Succeeded ? NumberText.Format(f(c.Labels.Value[label])) : "NaN");
                rows.Add([Patient(c, patients), c.Id, Text(label), result.Labels.NameOf(label), .. cells, .. Status(c)]);
            }
        }

        new TextTable([FeatureTable.PatientIdColumn, "case_id", "label", "name", .. columns, "Status", "Message"], rows).Write(path);
    }

    private static void WriteCases(string path, EvaluationResult result, string dataset, IReadOnlyDictionary<string, string>? patients)
    {
        string[] header = [FeatureTable.PatientIdColumn, "dataset", "center", "case_id", "foreground_dice", .. result.Labels.Foreground.Select(l => $"{result.Labels.NameOf(l)}_dice"), "Status", "Message"];
        new TextTable(header, result.Cases.Select(c =>
        {
            double[] dice = [.. result.Labels.Foreground.Select(l => c.Labels.Succeeded ? c.Labels.Value[l].Dice : double.NaN)];
            double[] seen = [.. dice.Where(d => !double.IsNaN(d))];
            return (string[])[Patient(c, patients), dataset, "", c.Id, NumberText.Format(seen.Length == 0 ? double.NaN : seen.Average()), .. dice.Select(NumberText.Format), .. Status(c)];
        })).Write(path);
    }

    private static string Patient(CaseEvaluation c, IReadOnlyDictionary<string, string>? patients) => patients?.GetValueOrDefault(c.Id) ?? c.Id;

    private static string[] Status(CaseEvaluation c)
    {
        RowStatus status = c.Labels.Succeeded ? RowStatus.Ok : RowStatus.From(c.Labels.Problem);
        return [status.Code, status.Message];
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
