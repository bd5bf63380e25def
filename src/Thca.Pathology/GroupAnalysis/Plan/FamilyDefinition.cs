using System.Text.RegularExpressions;

namespace Thca.Pathology.GroupAnalysis.Plan;

/// <summary>A family of features whose p-values are adjusted together.</summary>
/// <param name="Name">Name of the family, e.g. <c>heterogeneity</c>.</param>
/// <param name="Patterns">Names of its columns; <c>*</c> stands for any text. A table that was given as this family belongs to it whole.</param>
public sealed record FamilyDefinition(string Name, IReadOnlyList<string> Patterns)
{
    /// <summary>Cellular heterogeneity.</summary>
    public const string Heterogeneity = "heterogeneity";

    /// <summary>Size, shape and staining of nuclei.</summary>
    public const string Morphology = "morphology";

    /// <summary>Shares and densities of cell types.</summary>
    public const string Composition = "composition";

    /// <summary>Spatial arrangement.</summary>
    public const string Spatial = "spatial";

    /// <summary>Whether a column belongs to the family by name.</summary>
    public bool Holds(string column) => Patterns.Any(p => Regex.IsMatch(column, "^" + Regex.Escape(p).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant));
}
