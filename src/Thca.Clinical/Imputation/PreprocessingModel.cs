using System.Text.Json;
using System.Text.Json.Serialization;
using Thca.Clinical.Cleaning;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Imputation;

/// <summary>
/// The fitted preparation of a clinical table for prediction models: dropped columns, outlier limits, scales, single imputation. Everything is
/// learnt from a training fold and applied unchanged to other rows. The outcome takes no part. Numbers are imputed iteratively from all
/// numbers and ordered or binary levels; levels by the most frequent one; derived indices are recomputed.
/// </summary>
public sealed record PreprocessingModel
{
    /// <summary>Identifier of the JSON layout.</summary>
    public const string JsonSchema = "thca-clinical-preprocessing/1";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Identifier of the layout.</summary>
    public string Schema { get; init; } = JsonSchema;

    /// <summary>The settings.</summary>
    public required PreprocessingOptions Options { get; init; }

    /// <summary>What was learnt, per column.</summary>
    public required IReadOnlyList<ColumnPreprocessing> Columns { get; init; }

    /// <summary>The imputer of numbers; null when no numeric column remains.</summary>
    public required IterativeImputer? Imputer { get; init; }

    /// <summary>Number of training rows.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Learns from a training fold.</summary>
    /// <param name="fold">A cleaned table.</param>
    /// <param name="options">Settings; default as documented there.</param>
    /// <param name="ct">Cancels the work.</param>
    public static PreprocessingModel Fit(TrainingFold<ClinicalTable> fold, PreprocessingOptions? options = null, CancellationToken ct = default)
    {
        options ??= new PreprocessingOptions();
        options.Validate();
        ClinicalTable table = fold.Data;
        ColumnPreprocessing[] columns = [.. table.Columns.Select(c => Learn(table, c, options))];
        var model = new PreprocessingModel { Options = options, Columns = columns, Imputer = null, TrainingRows = table.RowCount };
        FeatureTable matrix = model.Matrix(model.Prepare(table));
        return matrix.Columns.Count == 0 || matrix.RowCount == 0
            ? model
            : model with { Imputer = IterativeImputer.Fit(new TrainingFold<FeatureTable>(matrix, fold.Name), options.Imputer, ct).Model };
    }

    /// <summary>Applies the preparation to any rows with the same columns.</summary>
    /// <exception cref="TableException">A column or its levels differ from training.</exception>
    public ClinicalTable Transform(ClinicalTable table)
    {
        ClinicalTable prepared = Prepare(table);
        if (Imputer is null) return DerivedColumns.Recompute(prepared);
        FeatureTable completed = Imputer.Transform(Matrix(prepared));
        ClinicalSeries[] series = [.. prepared.Columns.Select(c => Completed(c, completed))];
        return DerivedColumns.Recompute(prepared.WithColumns(series));
    }

    /// <summary>What a transformation imputes in a table, per column.</summary>
    public IReadOnlyList<ImputationLogEntry> Explain(ClinicalTable table) =>
    [
        .. Columns.Select(c =>
        {
            int missing = table.Find(c.Name)?.Missing ?? 0;
            string why = c.Dropped ? FormattableString.Invariant($"{c.MissingFraction:P1} of the training values are missing")
                : missing == 0 ? "complete"
                : c.Method == "iterative" ? $"number{(c.Scale.Log ? ", on the log scale" : "")}" : c.Method == "recomputed" ? "ratio of imputed components" : "levels";
            return new ImputationLogEntry(c.Name, c.Dropped ? 0 : missing, c.Method, why);
        }),
    ];

    /// <summary>The model as JSON text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Reads a model from JSON text.</summary>
    /// <exception cref="DataFormatException">Not JSON or another layout.</exception>
    public static PreprocessingModel FromJson(string json)
    {
        try
        {
            PreprocessingModel? model = JsonSerializer.Deserialize<PreprocessingModel>(json, Json);
            if (model?.Schema == JsonSchema) return model;
            throw new DataFormatException($"The preprocessing has the schema '{model?.Schema}', expected '{JsonSchema}'.");
        }
        catch (JsonException exception)
        {
            throw new DataFormatException($"Not a stored preprocessing: {exception.Message}", "Give the imputation.json written by 'thca clinical clean'.", inner: exception);
        }
    }

    private static ColumnPreprocessing Learn(ClinicalTable table, ClinicalSeries c, PreprocessingOptions options)
    {
        double fraction = c.Count == 0 ? 0 : (double)c.Missing / c.Count;
        bool empty = c.Missing == c.Count, dropped = empty || (fraction > options.MissingDropThreshold && !options.ForceKeep.Contains(c.Name));
        bool derived = c.Definition.Kind == ColumnKind.Derived && DerivedIndex.Find(c.Name)!.Components.All(name => table.Find(name) is not null);
        int[] counts = new int[Math.Max(1, c.Definition.Levels.Count)];
        if (!c.Definition.IsNumeric) foreach (double v in c.Values) if (!double.IsNaN(v)) counts[(int)v]++;
        return new ColumnPreprocessing
        {
            Name = c.Name, MissingFraction = fraction, Dropped = dropped,
            Method = dropped ? "dropped" : derived ? "recomputed" : c.Definition.IsNumeric ? "iterative" : "most frequent",
            Limits = c.Definition.IsNumeric && !derived ? OutlierLimits.Learn(c, options) : null,
            Scale = c.Definition.IsNumeric ? ModelScale.Learn(c) : default,
            MostFrequent = c.Definition.IsNumeric ? -1 : Array.IndexOf(counts, counts.Max()),
            Levels = [.. c.Definition.Levels.Select(l => l.Label)],
        };
    }

    /// <summary>Kept columns, capped, categorical gaps filled.</summary>
    private ClinicalTable Prepare(ClinicalTable table)
    {
        List<ClinicalSeries> kept = [];
        foreach (ColumnPreprocessing c in Columns.Where(c => !c.Dropped))
        {
            ClinicalSeries s = table[c.Name];
            if (!s.Definition.Levels.Select(l => l.Label).SequenceEqual(c.Levels))
                throw new TableException($"Column '{c.Name}' has the levels {string.Join(", ", s.Definition.Levels.Select(l => l.Label))}, in training {string.Join(", ", c.Levels)}.", "Use one schema for both tables.", "SCHEMA_DRIFT");
            kept.Add(c.MostFrequent >= 0
                ? s.WithValues([.. s.Values.ToArray().Select(v => double.IsNaN(v) ? c.MostFrequent : v)], CellMark.Imputed)
                : c.Limits?.Apply(s) ?? s);
        }

        return table.WithColumns(kept);
    }

    /// <summary>Numbers on their model scale, and binary and ordinal levels as numbers.</summary>
    private FeatureTable Matrix(ClinicalTable prepared)
    {
        List<FeatureColumn> columns = [];
        foreach (ColumnPreprocessing c in Columns.Where(c => c.Method is "iterative" or "most frequent"))
        {
            ClinicalSeries s = prepared[c.Name];
            if (s.Definition.Kind == ColumnKind.Nominal) continue;
            columns.Add(new FeatureColumn(c.Name, [.. s.Values.ToArray().Select(c.Scale.Forward)]));
        }

        string[] keys = [.. Enumerable.Range(0, prepared.RowCount).Select(r => FormattableString.Invariant($"{r}"))];
        return new FeatureTable(keys, columns);
    }

    private ClinicalSeries Completed(ClinicalSeries s, FeatureTable completed)
    {
        if (!s.Definition.IsNumeric || s.Missing == 0 || completed.Find(s.Name) is not { } column) return s;
        ModelScale scale = Columns.First(c => c.Name == s.Name).Scale;
        double[] values = s.Values.ToArray();
        for (int r = 0; r < values.Length; r++)
        {
            if (!double.IsNaN(values[r])) continue;
            double back = scale.Back(column[r]);
            values[r] = s.Definition.Kind == ColumnKind.Count ? Math.Round(back) : back;
        }

        return s.WithValues(values, CellMark.Imputed);
    }
}
