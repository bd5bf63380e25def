using System.Text;
using System.Text.Json;
using Thca.Core.Provenance;
using Thca.Statistics.Agreement;
using Thca.Statistics.Hypotheses;

namespace Thca.Segmentation.Assessment;

/// <summary>A study as JSON: parameters, hashes of all masks, groups and comparisons. Holds no times; values that could not be computed are null.</summary>
public static class EditJson
{
    /// <summary>Identifier of the layout.</summary>
    public const string Schema = "thca-edit/1";

    /// <summary>Writes the study.</summary>
    public static string Write(EditStudyResult result)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("version", ProvenanceRecord.ProductVersion);
            json.WriteString("mode", result.Options.Mode.ToString());
            if (result.Options.Mode == AnalysisMode.Reference) json.WriteString("watermark", "Reference mode: reproduces the original's arithmetic, not for new conclusions.");
            json.WriteNumber("seed", result.Options.Seed.Value);
            Parameters(json, result.Options);
            Array(json, "datasets", result.Pairs, Dataset);
            Array(json, "groups", result.Groups, Group);
            Array(json, "comparisons", result.Comparisons, Comparison);
            if (result.Reference is { } reference)
            {
                Array(json, "referenceGroups", reference.Groups, Reference);
                Array(json, "referenceComparisons", reference.Comparisons, Reference);
            }

            Array(json, "inputs", result.Cases.DistinctBy(c => (c.Dataset, c.Case)), Input);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Parameters(Utf8JsonWriter json, EditStudyOptions o)
    {
        json.WriteStartObject("parameters");
        json.WriteString("label", o.AllLabels ? "all" : o.Label?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? (o.Mode == AnalysisMode.Reference ? "any" : "lesion"));
        json.WriteStartArray("tolerancesMm");
        foreach (double t in o.Pair.TolerancesMm) json.WriteNumberValue(t);
        json.WriteEndArray();
        json.WriteBoolean("emptyIsNaN", o.Pair.EmptyIsNaN);
        json.WriteNumber("minorDice", o.Pair.CategoryEdges.Minor);
        json.WriteNumber("moderateDice", o.Pair.CategoryEdges.Moderate);
        json.WriteNumber("acceptableDice", o.Pair.AcceptableDice);
        json.WriteNumber("excellentDice", o.Pair.ExcellentDice);
        json.WriteNumber("stableVolumePercent", o.Pair.StableVolumePercent);
        json.WriteNumber("componentOverlap", o.Pair.ComponentOverlap);
        json.WriteNumber("bootstrapReplicates", o.BootstrapReplicates);
        json.WriteNumber("alpha", o.Alpha);
        json.WriteString("baseline", o.Baseline);
        json.WriteEndObject();
    }

    private static void Dataset(Utf8JsonWriter json, EditPair p)
    {
        json.WriteString("name", p.Name);
        json.WriteString("center", p.Center);
    }

    private static void Input(Utf8JsonWriter json, EditCase c)
    {
        json.WriteString("dataset", c.Dataset);
        json.WriteString("case", c.Case.Value);
        json.WriteString("before", c.BeforeSha256);
        json.WriteString("after", c.AfterSha256);
    }

    private static void Group(Utf8JsonWriter json, EditGroup g)
    {
        json.WriteString("name", g.Name);
        json.WriteString("center", g.Center);
        if (g.Label is { } label) json.WriteNumber("label", label);
        json.WriteNumber("cases", g.Cases);
        json.WriteNumber("measured", g.Measured);
        json.WriteNumber("patients", g.Patients.Count);
        json.WriteStartObject("problems");
        foreach ((string code, int count) in g.Problems) json.WriteNumber(code, count);
        json.WriteEndObject();
        json.WriteStartObject("metrics");
        foreach (EditSummary m in g.Metrics)
        {
            json.WriteStartObject(m.Column);
            json.WriteNumber("n", m.Summary.Count);
            json.WriteNumber("missing", m.Summary.Missing);
            Number(json, "mean", m.Summary.Mean);
            Limits(json, "meanInterval", m.MeanInterval);
            Number(json, "sd", m.Summary.StandardDeviation);
            Number(json, "median", m.Summary.Median);
            Limits(json, "medianInterval", m.MedianInterval);
            Number(json, "p25", m.Summary.Q1);
            Number(json, "p75", m.Summary.Q3);
            Number(json, "min", m.Summary.Minimum);
            Number(json, "max", m.Summary.Maximum);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("proportions");
        foreach (EditProportion p in g.Proportions)
        {
            json.WriteStartObject(p.Name);
            json.WriteNumber("count", p.Count);
            json.WriteNumber("n", p.Total);
            Number(json, "share", p.Share);
            Limits(json, "interval", (p.Lower, p.Upper));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        Array(json, "volumes", g.Volumes, Volume);
    }

    private static void Volume(Utf8JsonWriter json, VolumeAgreement v)
    {
        json.WriteString("scope", v.Scope);
        json.WriteNumber("unmodified", v.Unmodified);
        Agreement(json, "mm3", v.Difference);
        Agreement(json, "percent", v.Percent);
        json.WriteStartObject("iccA1");
        Number(json, "value", v.Correlation.Value);
        Limits(json, "interval", (v.Correlation.Lower, v.Correlation.Upper));
        json.WriteEndObject();
    }

    private static void Agreement(Utf8JsonWriter json, string name, BlandAltman b)
    {
        json.WriteStartObject(name);
        json.WriteNumber("n", b.Count);
        json.WriteNumber("missing", b.Missing);
        Number(json, "bias", b.Bias);
        Limits(json, "biasInterval", (b.BiasLower, b.BiasUpper));
        Number(json, "sd", b.StandardDeviation);
        Limits(json, "limits", (b.LowerLimit, b.UpperLimit));
        Limits(json, "lowerLimitInterval", b.LowerLimitInterval);
        Limits(json, "upperLimitInterval", b.UpperLimitInterval);
        Limits(json, "percentiles", b.Percentiles);
        Number(json, "shareInside", b.ShareInside);
        json.WriteEndObject();
    }

    private static void Comparison(Utf8JsonWriter json, EditComparison c)
    {
        json.WriteString("first", c.First);
        json.WriteString("second", c.Second);
        if (c.Label is { } label) json.WriteNumber("label", label);
        json.WriteNumber("nFirst", c.FirstCount);
        json.WriteNumber("nSecond", c.SecondCount);
        Test(json, "dice", c.Dice, c.DiceAdjusted);
        Number(json, "cliffsDelta", c.Delta.Value);
        Limits(json, "cliffsDeltaInterval", (c.Delta.Lower, c.Delta.Upper));
        Number(json, "shift", c.Shift.Shift);
        Limits(json, "shiftInterval", (c.Shift.Lower, c.Shift.Upper));
        Number(json, "modifiedDifference", c.ModifiedDifference.Difference);
        Limits(json, "modifiedDifferenceInterval", (c.ModifiedDifference.Lower, c.ModifiedDifference.Upper));
        Number(json, "modifiedReductionPercent", c.ModifiedReductionPercent);
        Test(json, "modified", c.ModifiedTest, c.ModifiedAdjusted);
        Test(json, "categories", c.Categories, c.CategoriesAdjusted);
    }

    private static void Test(Utf8JsonWriter json, string name, HypothesisTestResult test, double adjusted)
    {
        json.WriteStartObject(name);
        json.WriteString("method", test.Method);
        Number(json, "statistic", test.Statistic);
        Number(json, "p", test.PValue);
        Number(json, "pAdjusted", adjusted);
        json.WriteEndObject();
    }

    private static void Reference(Utf8JsonWriter json, ReferenceEditGroup g)
    {
        json.WriteString("name", g.Name);
        json.WriteNumber("n", g.Count);
        Number(json, "diceMean", g.DiceMean);
        Number(json, "diceSd", g.DiceStandardDeviation);
        Limits(json, "diceInterval", g.DiceInterval);
        Number(json, "unmodifiedPercent", g.UnmodifiedPercent);
        Number(json, "acceptablePercent", g.AcceptablePercent);
        Number(json, "changeMean", g.Limits.Mean);
        Limits(json, "changeLimits", (g.Limits.Lower, g.Limits.Upper));
        Number(json, "shareInside", g.ShareInside);
    }

    private static void Reference(Utf8JsonWriter json, ReferenceEditComparison c)
    {
        json.WriteString("first", c.First);
        json.WriteString("second", c.Second);
        Number(json, "u", c.MannWhitney.Statistic);
        Number(json, "p", c.MannWhitney.PValue);
        Number(json, "meanDifference", c.MeanDifference);
        Number(json, "cohensD", c.CohensD);
        Number(json, "reductionPercent", c.ReductionPercent);
        json.WriteNumber("casesSaved", c.CasesSaved);
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Limits(Utf8JsonWriter json, string name, (double Lower, double Upper) limits)
    {
        json.WriteStartArray(name);
        foreach (double v in new[] { limits.Lower, limits.Upper })
        {
            if (double.IsFinite(v)) json.WriteNumberValue(v);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
