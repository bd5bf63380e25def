namespace Thca.Segmentation.Assessment;

/// <summary>The Dice values between the categories of editing: closed below, without overlap, the same in every table and figure.</summary>
/// <param name="Minor">Least Dice of a minor change.</param>
/// <param name="Moderate">Least Dice of a moderate change.</param>
public sealed record EditCategoryEdges(double Minor = 0.9, double Moderate = 0.7)
{
    /// <summary>Category of a pair.</summary>
    /// <param name="identical">Whether the masks are equal.</param>
    /// <param name="dice">Their Dice coefficient; NaN (two empty masks) only occurs for identical ones.</param>
    public EditCategory Of(bool identical, double dice) => identical ? EditCategory.None
        : dice >= Minor ? EditCategory.Minor
        : dice >= Moderate ? EditCategory.Moderate
        : EditCategory.Major;
}
