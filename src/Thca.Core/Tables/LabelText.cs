using System.Text;

namespace Thca.Core.Tables;

/// <summary>Labels in tables as they are compared: spelling that people do not see as a difference makes none.</summary>
public static class LabelText
{
    /// <summary>Text as it is compared: NFKC, trimmed, lower case, runs of blanks and underscores and hyphens between letters as one blank.</summary>
    public static string Normalize(string text)
    {
        string source = string.Create(text.Length, text, static (target, from) =>
        {
            // Full-width forms by hand: NFKC needs ICU, which lean installations leave out.
            for (int i = 0; i < from.Length; i++)
                target[i] = from[i] switch { '\u3000' => ' ', >= '\uFF01' and <= '\uFF5E' => (char)(from[i] - 0xFEE0), char other => other };
        }).Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
        var result = new StringBuilder(source.Length);
        for (int i = 0; i < source.Length; i++)
        {
            char c = source[i];
            bool joins = c == '-' && i > 0 && i < source.Length - 1 && char.IsLetter(source[i - 1]) && char.IsLetter(source[i + 1]);
            if (!joins && c != '_' && !char.IsWhiteSpace(c)) result.Append(c);
            else if (result.Length > 0 && result[^1] != ' ') result.Append(' ');
        }

        return result.ToString().TrimEnd();
    }
}
