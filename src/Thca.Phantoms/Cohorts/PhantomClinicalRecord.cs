using System.Globalization;
using Thca.Core.Tables;

namespace Thca.Phantoms.Cohorts;

/// <summary>The clinical record of a synthetic patient: 28 columns, as a thyroid clinic would record them.</summary>
public sealed record PhantomClinicalRecord
{
    /// <summary>Whether the patient is a man.</summary>
    public required bool Male { get; init; }

    /// <summary>Age in years.</summary>
    public required int Age { get; init; }

    /// <summary>Body mass index, kg/m².</summary>
    public required double Bmi { get; init; }

    /// <summary>Whether there are benign lesions beside the tumour.</summary>
    public required bool BenignLesions { get; init; }

    /// <summary>Whether there are several tumour foci.</summary>
    public required bool Multifocal { get; init; }

    /// <summary>Largest tumour diameter, cm.</summary>
    public required double TumorSize { get; init; }

    /// <summary>Whether the tumour infiltrates the adjacent tissue.</summary>
    public required bool Infiltrates { get; init; }

    /// <summary>Number of metastatic lymph nodes.</summary>
    public required int MetastaticNodes { get; init; }

    /// <summary>T stage, 1 to 4.</summary>
    public required int TumorStage { get; init; }

    /// <summary>N stage, 0 or 1.</summary>
    public required int NodeStage { get; init; }

    /// <summary>Laboratory values in the order of <see cref="LaboratoryColumns"/>; NaN where not measured.</summary>
    public required IReadOnlyList<double> Laboratory { get; init; }

    /// <summary>Names of the 28 columns.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "Sex", "Age", "BMI", "Benign_thyroid_lesions", "Multifocal", "Tumor_size", "Infiltrated_the_adjacent_tissue",
        "Number_of_metastatic_lymph_nodes", "T_stage", "N_stage", .. LaboratoryColumns,
    ];

    /// <summary>Names of the laboratory columns: cell counts (10⁹/L; RBC 10¹²/L), HGB (g/L), ratios, TSH (mIU/L), thyroglobulin (ng/mL), antibodies (IU/mL), glucose (mmol/L).</summary>
    public static IReadOnlyList<string> LaboratoryColumns =>
        ["WBC", "RBC", "PLT", "HGB", "LYM", "MONO", "NE", "EOS", "BASO", "NLR", "PLR", "LMR", "SII", "TSH", "TG", "TGAb", "TPOAb", "GLU"];

    /// <summary>The cells of <see cref="Columns"/>; empty where not measured.</summary>
    public IReadOnlyList<string> Cells() =>
    [
        Male ? "Male" : "Female", Whole(Age), NumberText.Format(Bmi), YesNo(BenignLesions), YesNo(Multifocal), NumberText.Format(TumorSize),
        YesNo(Infiltrates), Whole(MetastaticNodes), "T" + Whole(TumorStage), "N" + Whole(NodeStage),
        .. Laboratory.Select(v => double.IsNaN(v) ? "" : NumberText.Format(v)),
    ];

    private static string YesNo(bool value) => value ? "Yes" : "No";

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
