using System.Text;

namespace Thca.Modeling.Data;

/// <summary>Canonical names of features: what models store and look up.</summary>
public static class FeatureNaming
{
    private const string Prefix = "original_";
    private const int LongestName = 200;

    /// <summary>
    /// The canonical name of a table column: a leading <c>original_</c> is dropped, blanks and the characters a LightGBM text model cannot
    /// hold (<c>" , : [ ] { }</c>) become underscores.
    /// </summary>
    public static string Canonical(string column)
    {
        string name = column.Trim();
        if (name.StartsWith(Prefix, StringComparison.Ordinal) && name.Length > Prefix.Length) name = name[Prefix.Length..];
        var text = new StringBuilder(name.Length);
        foreach (char c in name) text.Append(IsForbidden(c) ? '_' : c);
        return text.ToString();
    }

    /// <summary>Whether a model can store the name.</summary>
    public static bool IsStorable(string name) => name.Length is >= 1 and <= LongestName && !name.Any(IsForbidden);

    private static bool IsForbidden(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or ',' or ':' or '[' or ']' or '{' or '}';
}
