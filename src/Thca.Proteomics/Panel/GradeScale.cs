using System.Collections.Frozen;
using System.Globalization;
using Thca.Core.Tables;

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
    /// <param name="synonyms">Further spellings, normalised by <see cref="LabelText.Normalize"/>.</param>
    public static bool TryParse(string text, out int grade, IReadOnlyDictionary<string, int>? synonyms = null)
    {
        string key = LabelText.Normalize(text);
        if (synonyms is not null && synonyms.TryGetValue(key, out grade)) return true;
        return Aliases.TryGetValue(key, out grade);
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
