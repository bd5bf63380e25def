namespace Thca.Clinical.Schemas;

/// <summary>One level of a categorical column.</summary>
/// <param name="Label">Text written in tables, e.g. "Male".</param>
/// <param name="Code">Number in model columns; levels are ordered by it.</param>
/// <param name="Synonyms">Further texts that mean this level; case and full-width forms do not matter.</param>
public sealed record ColumnLevel(string Label, int Code, IReadOnlyList<string> Synonyms)
{
    /// <summary>Whether a normalised text names this level.</summary>
    public bool Matches(string text)
    {
        if (CellText.Same(text, Label)) return true;
        foreach (string synonym in Synonyms) if (CellText.Same(text, synonym)) return true;
        return false;
    }
}
