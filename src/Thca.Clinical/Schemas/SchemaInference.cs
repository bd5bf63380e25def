using Thca.Clinical.Cleaning;
using Thca.Clinical.Tables;
using Thca.Core.Tables;

namespace Thca.Clinical.Schemas;

/// <summary>
/// Guesses column kinds from content. Names of the study's dictionary match exactly and take its levels and units but not its scales; other
/// numbers are continuous with more than 10 distinct values, else nominal; texts are binary or nominal with the first level, in ordinal
/// order, as reference.
/// </summary>
public static class SchemaInference
{
    /// <summary>Distinct values above which a numeric column is continuous.</summary>
    public const int CategoricalLimit = 10;

    /// <summary>Guesses one column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cells">Its normalised cells.</param>
    /// <param name="decimalComma">Whether numbers have a decimal comma.</param>
    /// <returns>The definition, and whether it is a guess from few distinct numbers.</returns>
    public static (ClinicalColumn Column, bool FewNumbers) Infer(string name, IReadOnlyList<string> cells, bool decimalComma = false)
    {
        if (ThcaSchema.Instance.Find(name) is { } known)
            return (known with { Per = 1, PerStandardDeviation = false, Transform = ColumnTransform.None }, false);
        string[] observed = [.. cells.Where(c => !CellText.IsMissing(c))];
        var parser = new CellParser(new CleaningOptions(), decimalComma);
        if (observed.Length > 0 && observed.All(c => parser.TryNumber(c, out _, out _))) return Numeric(name, observed, parser);
        string[] texts = [.. observed.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
        if (texts.Length > 0 && texts.All(t => ThcaSchema.YesNo.Any(l => l.Matches(t))))
            return (new ClinicalColumn { Name = name, Kind = ColumnKind.Binary, Levels = ThcaSchema.YesNo }, false);
        ColumnKind kind = texts.Length <= 2 ? ColumnKind.Binary : ColumnKind.Nominal;
        return (new ClinicalColumn { Name = name, Kind = kind, Levels = texts.Length == 0 ? ThcaSchema.YesNo : [.. texts.Select((t, i) => new ColumnLevel(t, i, []))] }, false);
    }

    private static (ClinicalColumn Column, bool FewNumbers) Numeric(string name, string[] observed, CellParser parser)
    {
        double[] distinct = [.. observed.Select(c => parser.TryNumber(c, out double v, out _) ? v : double.NaN).Where(v => !double.IsNaN(v)).Distinct().Order()];
        if (distinct.Length > CategoricalLimit || distinct.Length == 0) return (new ClinicalColumn { Name = name, Kind = ColumnKind.Continuous }, false);
        return (new ClinicalColumn
        {
            Name = name,
            Kind = distinct.Length <= 2 ? ColumnKind.Binary : ColumnKind.Nominal,
            Levels = [.. distinct.Select((v, i) => new ColumnLevel(ClinicalNumber.Format(v), i, []))],
        }, distinct.Length > 2);
    }
}
