namespace Thca.Modeling.Runtime.Features;

/// <summary>Labels of a categorical feature and their codes.</summary>
public sealed record CritEncoding
{
    /// <summary>Code per label; labels are matched exactly.</summary>
    public required IReadOnlyDictionary<string, int> Codes { get; init; }

    /// <summary>Other spellings and the label each stands for.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Synonyms { get; init; } = new Dictionary<string, string>();

    /// <summary>What an unknown label means.</summary>
    /// <value>Default: the patient is refused.</value>
    public CritUnknownPolicy UnknownPolicy { get; init; } = CritUnknownPolicy.Error;
}
