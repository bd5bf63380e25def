using System.Text.RegularExpressions;

namespace Thca.Core.Features;

/// <summary>Tells the columns of imaging tables apart by name.</summary>
public static partial class ImagingColumns
{
    /// <summary>Name of the three-dimensional heterogeneity score.</summary>
    public const string IthScore = "3D_ITHscore";

    /// <summary>Whether a column is a feature of intratumour ecological diversity, and not its interval, cluster count or scaled copy.</summary>
    public static bool IsIted(string name) => name.StartsWith("iTED_", StringComparison.Ordinal) && !Bookkeeping().IsMatch(name);

    /// <summary>Whether a column of a heterogeneity table describes another column: interval, cluster count, scaled copy.</summary>
    public static bool IsBookkeeping(string name) =>
        (name.StartsWith("iTED_", StringComparison.Ordinal) || name.StartsWith(IthScore, StringComparison.Ordinal)) && Bookkeeping().IsMatch(name);

    [GeneratedRegex("_(CI_lower|CI_upper|CI_width|k|weighted|scaled)$")]
    private static partial Regex Bookkeeping();
}
