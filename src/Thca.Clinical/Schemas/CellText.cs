namespace Thca.Clinical.Schemas;

/// <summary>Normal form of cell text: trimmed, full-width characters folded to ASCII, inner blanks single.</summary>
public static class CellText
{
    private static readonly HashSet<string> MissingTokens = new(StringComparer.Ordinal)
    {
        "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "1.#IND", "-1.#QNAN", "1.#QNAN", "-NaN", "NaN", "-nan", "nan", "<NA>", "N/A", "n/a", "NA",
        "NULL", "null", "None", "-", "--", ".", "?",
    };

    /// <summary>The normal form of a cell.</summary>
    public static string Normalize(string text)
    {
        string trimmed = text.Trim();
        bool plain = true;
        foreach (char c in trimmed) plain &= c < 0x3000 && c != '\u00A0';
        if (plain) return trimmed;
        Span<char> folded = trimmed.Length <= 256 ? stackalloc char[trimmed.Length] : new char[trimmed.Length];
        for (int i = 0; i < trimmed.Length; i++)
        {
            char c = trimmed[i];
            folded[i] = c switch { >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0), '\u3000' or '\u00A0' => ' ', _ => c };
        }

        return new string(folded).Trim();
    }

    /// <summary>Whether a normalised cell says that the value is missing.</summary>
    public static bool IsMissing(string normalized) => MissingTokens.Contains(normalized);

    /// <summary>Whether two normalised texts are equal but for case.</summary>
    public static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
