namespace Thca.Clinical.Imputation;

/// <summary>What is done with outliers.</summary>
public enum OutlierMethod
{
    /// <summary>They are counted and reported; values stay.</summary>
    FlagOnly,

    /// <summary>Values beyond the quartiles by 1.5 interquartile ranges move to that limit; skewed columns on the log scale.</summary>
    IqrFence,

    /// <summary>The same on the log scale for every column whose values are all positive.</summary>
    LogIqrFence,

    /// <summary>Values beyond two percentiles move to them.</summary>
    Percentile,
}
