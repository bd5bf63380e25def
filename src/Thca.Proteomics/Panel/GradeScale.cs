using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Thca.Proteomics.Panel;

/// <summary>The four staining grades and the ways they are written.</summary>
public static class GradeScale
{
    /// <summary>Number of grades.</summary>
    public const int Levels = 4;

    private static readonly FrozenDictionary<string, int> Aliases = Build().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names of the grades 0 to 3.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["Negative", "Weak Positive", "Moderate Positive", "Strong Positive"];

    /// <summary>
    /// Reads a grade: a label, an abbreviation, plus signs, a digit or Chinese. Width, case, blanks, underscores and hyphens between letters do
    /// not matter; a lone hyphen is Negative.
    /// </summary>
    /// <param name="text">The cell.</param>
    /// <param name="grade">0 to 3.</param>
    /// <param name="synonyms">Further spellings, normalised by <see cref="Normalize"/>.</param>
    public static bool TryParse(string text, out int grade, IReadOnlyDictionary<string, int>? synonyms = null)
    {
        string key = Normalize(text);
        if (synonyms is not null && synonyms.TryGetValue(key, out grade)) return true;
        return Aliases.TryGetValue(key, out grade);
    }

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

    private static Dictionary<string, int> Build()
    {
        string[][] spellings =
        [
            ["negative", "neg", "-", "0", "\u9634\u6027"],
            ["weak positive", "weak", "weakly positive", "+", "1+", "1", "\u5F31\u9633\u6027"],
            ["moderate positive", "moderate", "medium", "++", "2+", "2", "\u4E2D\u9633\u6027", "\u4E2D\u5EA6\u9633\u6027", "\u4E2D\u7B49\u9633\u6027"],
            ["strong positive", "strong", "+++", "3+", "3", "\u5F3A\u9633\u6027"],
        ];
        var aliases = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int grade = 0; grade < spellings.Length; grade++)
        {
            foreach (string spelling in spellings[grade]) aliases[spelling] = grade;
            // Codes written by software as floating-point numbers.
            aliases[grade.ToString(CultureInfo.InvariantCulture) + ".0"] = grade;
        }

        return aliases;
    }
}
