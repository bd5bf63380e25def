using Thca.Clinical.Cleaning;
using Thca.Clinical.Schemas;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Tables;

namespace Thca.Clinical.RiskScores;

/// <summary>A score per patient, e.g. a predicted probability or a heterogeneity score, and where its values come from.</summary>
public sealed record RiskScore
{
    /// <summary>Columns that may hold the score, in order of preference.</summary>
    public static IReadOnlyList<string> ValueColumns { get; } = ["Predicted_Probability", "Probability", "Calibrated", "3D_ITHscore", "Score", "Raw"];

    private static readonly string[] Honest = ["out_of_fold", "held_out", "external"];

    /// <summary>Name, e.g. iTED, Radiomics or 3D_ITH.</summary>
    public required string Name { get; init; }

    /// <summary>Score by patient; absent = no score.</summary>
    public required IReadOnlyDictionary<string, double> Values { get; init; }

    /// <summary>Prediction source by patient: out_of_fold, held_out, external, resubstitution; empty = unknown.</summary>
    public required IReadOnlyDictionary<string, string> Sources { get; init; }

    /// <summary>Whether the score is a probability (it is then also modelled as its logit).</summary>
    public required bool IsProbability { get; init; }

    /// <summary>Name of the column the score came from.</summary>
    public required string Column { get; init; }

    /// <summary>Reads a score table: PatientID, one of <see cref="ValueColumns"/> (or the only other number), optionally Prediction_Source.</summary>
    /// <param name="table">The text.</param>
    /// <param name="name">Name of the score; null takes 3D_ITH for a column 3D_ITHscore, else the file name up to "_predictions".</param>
    /// <exception cref="TableException">No identifier, no score, or a patient twice.</exception>
    public static RiskScore Read(TextTable table, string? name = null)
    {
        int id = table.RequireColumn(FeatureTable.PatientIdColumn);
        string column = ValueColumns.FirstOrDefault(c => table.Find(c) is not null)
            ?? table.Header.FirstOrDefault(h => h != FeatureTable.PatientIdColumn && IsNumeric(table, h))
            ?? throw new TableException($"{table.Source} holds no score.", $"Name its column one of {string.Join(", ", ValueColumns)}.");
        int? source = table.Find("Prediction_Source");
        Dictionary<string, double> values = new(StringComparer.Ordinal);
        Dictionary<string, string> sources = new(StringComparer.Ordinal);
        for (int r = 0; r < table.RowCount; r++)
        {
            string patient = CellText.Normalize(table[r, id]);
            double value = CellText.IsMissing(CellText.Normalize(table[r, column])) ? double.NaN : table.Number(r, column);
            if (double.IsNaN(value)) continue;
            if (!values.TryAdd(patient, value)) throw new TableException($"{table.Source} scores patient '{patient}' twice.", "Average repeats first.", ProblemCodes.DuplicateId);
            if (source is { } s && table[r, s].Length > 0) sources[patient] = table[r, s];
        }

        return new RiskScore
        {
            Name = name ?? (column == "3D_ITHscore" ? "3D_ITH" : Stem(table.Source)), Values = values, Sources = sources, Column = column,
            IsProbability = column is "Predicted_Probability" or "Probability" or "Calibrated" && values.Values.All(v => v is >= 0 and <= 1),
        };
    }

    /// <summary>Joins the patients of two files of one score.</summary>
    /// <exception cref="TableException">A patient is in both.</exception>
    public RiskScore Merge(RiskScore other)
    {
        string? twice = other.Values.Keys.FirstOrDefault(Values.ContainsKey);
        if (twice is not null) throw new TableException($"Score {Name}: patient '{twice}' is in two files.", "Give every patient one score.", ProblemCodes.DuplicateId);
        return this with
        {
            Values = Values.Concat(other.Values).ToDictionary(StringComparer.Ordinal), Sources = Sources.Concat(other.Sources).ToDictionary(StringComparer.Ordinal),
            IsProbability = IsProbability && other.IsProbability,
        };
    }

    /// <summary>Score of every patient in order; NaN where there is none.</summary>
    public double[] For(IReadOnlyList<string> patients) => [.. patients.Select(p => Values.TryGetValue(p, out double v) ? v : double.NaN)];

    /// <summary>Summary of the sources of some patients: the one source, "mixed", or "unknown".</summary>
    public string SourceOf(IReadOnlyList<string> patients)
    {
        string[] sources = [.. patients.Where(Values.ContainsKey).Select(p => Sources.GetValueOrDefault(p, "unknown")).Distinct()];
        return sources.Length == 1 ? sources[0] : sources.Length == 0 ? "none" : sources.Contains("resubstitution") ? "resubstitution" : sources.All(Honest.Contains) ? string.Join("+", sources.Order(StringComparer.Ordinal)) : "mixed";
    }

    private static string Stem(string source)
    {
        string stem = Path.GetFileNameWithoutExtension(source);
        int cut = stem.IndexOf("_predictions", StringComparison.OrdinalIgnoreCase);
        return cut > 0 ? stem[..cut] : stem;
    }

    private static bool IsNumeric(TextTable table, string column) =>
        table.RowCount > 0 && table.Column(column).All(c => CellText.IsMissing(CellText.Normalize(c)) || NumberText.TryParse(c, out _, table.UsesDecimalComma));
}
