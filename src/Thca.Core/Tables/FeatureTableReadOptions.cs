namespace Thca.Core.Tables;

/// <summary>How <see cref="FeatureTableFile"/> reads.</summary>
public sealed record FeatureTableReadOptions
{
    /// <summary>Name of the key column.</summary>
    /// <value>null: the column the file names as its key, else <c>PatientID</c> when there is one, else the first column.</value>
    public string? KeyColumn { get; init; }

    /// <summary>Columns to leave out, by exact name.</summary>
    /// <value>None.</value>
    public IReadOnlyCollection<string> IgnoredColumns { get; init; } = [];

    /// <summary>Whether columns that hold text are left out and reported instead of being an error.</summary>
    /// <value>false.</value>
    public bool IgnoreNonNumeric { get; init; }

    /// <summary>Texts in CSV cells that mean missing, beside the empty cell.</summary>
    /// <value><c>NA</c>, which R writes.</value>
    public IReadOnlyCollection<string> MissingMarkers { get; init; } = ["NA"];
}
