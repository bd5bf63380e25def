using Thca.Core.Features;
using Thca.Core.Tables;

namespace Thca.Modeling.Data;

/// <summary>What the columns of feature tables are: their modality, which are left out and why, and which must not be there.</summary>
public static class ColumnRules
{
    /// <summary>The only column of an ITHscore table that is a feature.</summary>
    public const string IthScoreColumn = "3D_ITHscore";

    private static readonly string[] RadiomicsPrefixes = ["shape_", "shape2D_", "firstorder_", "glcm_", "glrlm_", "glszm_", "gldm_", "ngtdm_"];
    private static readonly string[] IntervalSuffixes = ["_CI_lower", "_CI_upper", "_CI_width"];
    private static readonly string[] ITedSuffixes = ["_k", "_weighted", "_scaled"];
    private static readonly string[] IthColumns =
    [
        "n_clusters", "shannon_entropy", "fragmentation_index", "total_volume", "3D_ITHscore_std", "n_clusters_most_frequent", "n_clusters_stability", "error",
    ];

    private static readonly string[] OutcomeLike = ["True_M_stage", "label", "target"];

    /// <summary>Modality by canonical name: radiomics class prefixes, <c>iTED_</c>, <c>3D_ITHscore</c>; all else is clinical.</summary>
    public static Modality ModalityOf(string name) => name switch
    {
        IthScoreColumn => Modality.IthScore,
        _ when name.StartsWith("iTED_", StringComparison.Ordinal) => Modality.ITed,
        _ when RadiomicsPrefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal)) => Modality.Radiomics,
        _ => Modality.Clinical,
    };

    /// <summary>Why a column is left out of models; null when it is a feature.</summary>
    /// <param name="column">Name as in the file.</param>
    /// <param name="fileHasIthScore">Whether the file has a column 3D_ITHscore and no other feature class, so that its other columns describe the score.</param>
    /// <param name="outcome">Name of the outcome column.</param>
    public static string? ReasonToIgnore(string column, bool fileHasIthScore = false, string? outcome = null)
    {
        if (column == outcome || column == "M_stage") return "outcome";
        if (column is FeatureTable.PatientIdColumn) return "key";
        if (column is FeatureTableFile.StatusColumn or FeatureTableFile.MessageColumn) return "row status";
        if (column.StartsWith("diagnostics_", StringComparison.Ordinal)) return "diagnostics";
        if (IntervalSuffixes.Any(s => column.EndsWith(s, StringComparison.Ordinal))) return "interval of a feature";
        if (column.StartsWith("iTED_", StringComparison.Ordinal) && ITedSuffixes.Any(s => column.EndsWith(s, StringComparison.Ordinal))) return "auxiliary iTED column";
        if (IthColumns.Contains(column, StringComparer.Ordinal) || (fileHasIthScore && column != IthScoreColumn)) return "ITHscore detail";
        return null;
    }

    /// <summary>Whether a column is named like an outcome or an identifier and so must not be among features.</summary>
    public static bool IsForbidden(string column) =>
        OutcomeLike.Contains(column, StringComparer.OrdinalIgnoreCase)
        || (column.StartsWith("PatientID", StringComparison.OrdinalIgnoreCase) && column != FeatureTable.PatientIdColumn);
}
