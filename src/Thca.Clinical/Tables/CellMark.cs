namespace Thca.Clinical.Tables;

/// <summary>Where the value of a cell comes from; the numbers are those of the mask file.</summary>
public enum CellMark : byte
{
    /// <summary>As observed (or missing).</summary>
    Observed = 0,

    /// <summary>Imputed.</summary>
    Imputed = 1,

    /// <summary>Observed, moved to an outlier limit.</summary>
    Capped = 2,

    /// <summary>Observed only as below or above a detection limit.</summary>
    Censored = 3,
}
