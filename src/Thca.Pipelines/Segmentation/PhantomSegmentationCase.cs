namespace Thca.Pipelines.Segmentation;

/// <summary>How well one unseen CT was segmented.</summary>
/// <param name="Case">The CT.</param>
/// <param name="LesionDice">Dice of the lesion.</param>
/// <param name="Dice">Dice of every label by name, lesion included.</param>
/// <param name="Flags">What a person should look at.</param>
public sealed record PhantomSegmentationCase(string Case, double LesionDice, IReadOnlyDictionary<string, double> Dice, IReadOnlyList<string> Flags)
{
    /// <summary>Mean Dice of all labels.</summary>
    public double MeanDice => Dice.Values.Average();
}
