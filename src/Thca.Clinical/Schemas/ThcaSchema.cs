namespace Thca.Clinical.Schemas;

/// <summary>The column dictionary of the study: 28 clinical features, the patient identifier and the M stage.</summary>
public static class ThcaSchema
{
    private static readonly string[] NoWords = ["N", "0", "0.0", "false", "absent", "\u5426", "\u65E0"];
    private static readonly string[] YesWords = ["Y", "1", "1.0", "true", "present", "\u662F", "\u6709"];

    /// <summary>No and Yes with the usual spellings.</summary>
    public static IReadOnlyList<ColumnLevel> YesNo { get; } = [new("No", 0, NoWords), new("Yes", 1, YesWords)];

    /// <summary>M0 and M1 with the usual spellings.</summary>
    public static IReadOnlyList<ColumnLevel> MStage { get; } =
        [new("M0", 0, ["0", "0.0", "no", "false"]), new("M1", 1, ["1", "1.0", "yes", "true", "M1a", "M1b"])];

    /// <summary>Female and Male with the usual spellings.</summary>
    public static IReadOnlyList<ColumnLevel> Sex { get; } =
        [new("Female", 0, ["F", "0", "0.0", "\u5973"]), new("Male", 1, ["M", "1", "1.0", "\u7537"])];

    /// <summary>N0 and N1 with sub-stages.</summary>
    public static IReadOnlyList<ColumnLevel> NStage { get; } = [new("N0", 0, ["0", "0.0", "N0a", "N0b"]), new("N1", 1, ["1", "1.0", "N1a", "N1b"])];

    /// <summary>T1 to T4 with sub-stages; digits are main stages.</summary>
    public static IReadOnlyList<ColumnLevel> TStage { get; } =
        [.. Enumerable.Range(1, 4).Select(t => new ColumnLevel($"T{t}", t - 1, [$"{t}", $"{t}.0", $"T{t}a", $"T{t}b", $"T{t}c"]))];

    /// <summary>The dictionary with scales: age per 10 years, skewed laboratory values per doubling, the rest per standard deviation.</summary>
    public static ClinicalSchema Instance { get; } = Build();

    private static ClinicalSchema Build() => new()
    {
        Outcome = "M_stage",
        Columns =
        [
            new ClinicalColumn { Name = "M_stage", Kind = ColumnKind.Binary, Levels = MStage },
            new ClinicalColumn { Name = "Sex", Kind = ColumnKind.Binary, Levels = Sex },
            Number("Age", "years", 0, 110) with { Per = 10, PerStandardDeviation = false },
            Number("BMI", "kg/m2", 10, 70) with { Per = 5, PerStandardDeviation = false },
            Binary("Benign_thyroid_lesions"),
            Binary("Multifocal"),
            Number("Tumor_size", "cm", 0, 20) with { PerStandardDeviation = false },
            Binary("Infiltrated_the_adjacent_tissue"),
            Number("Number_of_metastatic_lymph_nodes", "nodes", 0, double.PositiveInfinity) with { Kind = ColumnKind.Count, PerStandardDeviation = false },
            new ClinicalColumn { Name = "T_stage", Kind = ColumnKind.Ordinal, Levels = TStage },
            new ClinicalColumn { Name = "N_stage", Kind = ColumnKind.Binary, Levels = NStage },
            Blood("WBC", "1e9/L"), Blood("RBC", "1e12/L"), Blood("PLT", "1e9/L"), Blood("HGB", "g/L"),
            Blood("LYM", "1e9/L"), Blood("MONO", "1e9/L"), Blood("NE", "1e9/L"), Blood("EOS", "1e9/L"), Blood("BASO", "1e9/L"),
            .. DerivedIndex.All.Select(d => new ClinicalColumn
            {
                Name = d.Name, Kind = ColumnKind.Derived, Unit = d.Unit, Minimum = 0,
                Transform = d.Name == "LMR" ? ColumnTransform.None : ColumnTransform.Log2, PerStandardDeviation = d.Name == "LMR",
            }),
            Skewed("TSH", "mIU/L"), Skewed("TG", "ng/mL"), Skewed("TGAb", "IU/mL"), Skewed("TPOAb", "IU/mL"),
            Blood("GLU", "mmol/L"),
        ],
    };

    private static ClinicalColumn Number(string name, string unit, double min, double max) =>
        new() { Name = name, Kind = ColumnKind.Continuous, Unit = unit, Minimum = min, Maximum = max, PerStandardDeviation = true };

    private static ClinicalColumn Blood(string name, string unit) => Number(name, unit, 0, double.PositiveInfinity);

    private static ClinicalColumn Skewed(string name, string unit) => Blood(name, unit) with { Transform = ColumnTransform.Log2, PerStandardDeviation = false };

    private static ClinicalColumn Binary(string name) => new() { Name = name, Kind = ColumnKind.Binary, Levels = YesNo };
}
