using Thca.Core.Provenance;
using Thca.Segmentation.Assessment;

namespace Thca.Segmentation.Evaluation;

/// <summary>How predictions are evaluated against ground truth.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Sound: surface distances and foci too, means over the values there are. Reference: nnU-Net's numbers, a mean is NaN as soon as one label's is.</summary>
    /// <value><see cref="AnalysisMode.Sound"/>.</value>
    public AnalysisMode Mode { get; init; }

    /// <summary>Tolerances of the surface Dice, mm.</summary>
    /// <value>1 and 2.</value>
    public IReadOnlyList<double> TolerancesMm { get; init; } = [1, 2];

    internal MaskPairOptions Pair => new() { EmptyIsNaN = true, TolerancesMm = TolerancesMm, Surfaces = Mode == AnalysisMode.Sound };
}
