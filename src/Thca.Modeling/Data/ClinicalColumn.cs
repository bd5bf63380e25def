namespace Thca.Modeling.Data;

/// <summary>One of the study's clinical columns.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Unit">UCUM unit; "1" for categories, counts and ratios. Assumed: the study states none.</param>
/// <param name="PreOperative">Whether the value is known before surgery; false where the study does not say.</param>
public sealed record ClinicalColumn(string Name, string Unit, bool PreOperative)
{
    /// <summary>The 28 columns in the study's order.</summary>
    public static IReadOnlyList<ClinicalColumn> All { get; } =
    [
        new("Sex", "1", true), new("Age", "a", true), new("BMI", "kg/m2", true), new("Benign_thyroid_lesions", "1", false), new("Multifocal", "1", false), new("Tumor_size", "cm", false),
        new("Infiltrated_the_adjacent_tissue", "1", false), new("Number_of_metastatic_lymph_nodes", "1", false), new("T_stage", "1", false), new("N_stage", "1", false),
        new("WBC", "10*9/L", true), new("RBC", "10*12/L", true), new("PLT", "10*9/L", true), new("HGB", "g/L", true), new("LYM", "10*9/L", true), new("MONO", "10*9/L", true),
        new("NE", "10*9/L", true), new("EOS", "10*9/L", true), new("BASO", "10*9/L", true), new("NLR", "1", true), new("PLR", "1", true), new("LMR", "1", true), new("SII", "10*9/L", true),
        new("TSH", "m[IU]/L", false), new("TG", "ng/mL", false), new("TGAb", "[IU]/mL", false), new("TPOAb", "[IU]/mL", false), new("GLU", "mmol/L", false),
    ];

    /// <summary>A column by exact name, or null.</summary>
    public static ClinicalColumn? Find(string name) => All.FirstOrDefault(c => c.Name == name);

    /// <summary>Whether the study measures a column as a number.</summary>
    internal static bool IsNumeric(string name) => Find(name) is not null && PublishedLabels.Of(name) is null;

    /// <summary>Refuses records that lack one of the 28 columns or hold an unknown label in one of the six categorical ones.</summary>
    /// <exception cref="Core.Errors.TableException">At least one is absent (all are named), or a label is unknown.</exception>
    public static void RequireAll(PatientRecords records)
    {
        HashSet<string> present = new(records.Columns.Select(c => c.Name), StringComparer.Ordinal);
        string[] absent = [.. All.Where(c => !present.Contains(c.Name)).Select(c => c.Name)];
        if (absent.Length > 0)
            throw new Core.Errors.TableException($"Schema thca wants 28 clinical columns; absent: {string.Join(", ", absent)}.", "Give the table of 'thca clinical clean', or leave out --schema.");
        PublishedLabels.RequireKnown(records);
    }
}
