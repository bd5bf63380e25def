namespace Thca.Core.Tables;

/// <summary>File formats of feature tables.</summary>
public enum TableFormat
{
    /// <summary>Text: UTF-8, comma, LF (<c>.csv</c>).</summary>
    Csv,

    /// <summary>Apache Arrow IPC file, which is also Feather version 2 (<c>.arrow</c>, <c>.feather</c>).</summary>
    Arrow,

    /// <summary>Apache Parquet (<c>.parquet</c>).</summary>
    Parquet,
}
