using Thca.Core.Errors;

namespace Thca.Segmentation.Assessment;

/// <summary>How two masks of the same case are compared.</summary>
public sealed record MaskPairOptions
{
    /// <summary>Tolerances of the surface Dice, mm; ascending, not negative.</summary>
    /// <value>1 and 2.</value>
    public IReadOnlyList<double> TolerancesMm { get; init; } = [1, 2];

    /// <summary>Whether Dice and Jaccard of two empty masks are NaN instead of 1.</summary>
    /// <value>false.</value>
    public bool EmptyIsNaN { get; init; }

    /// <summary>Edges of the categories of editing.</summary>
    /// <value>0.9 and 0.7.</value>
    public EditCategoryEdges CategoryEdges { get; init; } = new();

    /// <summary>Least Dice of an acceptable mask.</summary>
    /// <value>0.9.</value>
    public double AcceptableDice { get; init; } = 0.9;

    /// <summary>Least Dice of an excellent mask.</summary>
    /// <value>0.95.</value>
    public double ExcellentDice { get; init; } = 0.95;

    /// <summary>Largest change of volume of a stable mask, percent of the volume before.</summary>
    /// <value>5.</value>
    public double StableVolumePercent { get; init; } = 5;

    /// <summary>Least share of the smaller of two components that must overlap for them to match.</summary>
    /// <value>0.1.</value>
    public double ComponentOverlap { get; init; } = 0.1;

    /// <summary>Whether distances between surfaces and components are computed; without them only overlap, volumes and extent.</summary>
    /// <value>true.</value>
    public bool Surfaces { get; init; } = true;

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">Every setting outside its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        void Check(bool sound, FormattableString problem)
        {
            if (!sound) problems.Add(FormattableString.Invariant(problem));
        }

        Check(TolerancesMm.All(t => double.IsFinite(t) && t >= 0) && TolerancesMm.Distinct().Count() == TolerancesMm.Count, $"TolerancesMm is {string.Join(", ", TolerancesMm.Select(t => FormattableString.Invariant($"{t}")))}; different finite numbers from 0 are needed.");
        Check(CategoryEdges.Moderate >= 0 && CategoryEdges.Minor > CategoryEdges.Moderate && CategoryEdges.Minor <= 1, $"CategoryEdges are {CategoryEdges.Minor} and {CategoryEdges.Moderate}; they must fall, between 1 and 0.");
        Check(AcceptableDice is >= 0 and <= 1, $"AcceptableDice is {AcceptableDice}; it must lie in [0, 1].");
        Check(ExcellentDice is >= 0 and <= 1, $"ExcellentDice is {ExcellentDice}; it must lie in [0, 1].");
        Check(StableVolumePercent >= 0, $"StableVolumePercent is {StableVolumePercent}; it must not be negative.");
        Check(ComponentOverlap is > 0 and <= 1, $"ComponentOverlap is {ComponentOverlap}; it must lie in (0, 1].");
        OptionsException.ThrowIfAny(problems);
    }
}
