using Thca.Core.Volumes;

namespace Thca.Heterogeneity.Expansion;

/// <summary>Result of one expansion.</summary>
/// <param name="Mask">The expanded mask.</param>
/// <param name="Method">How it was made: <c>isotropic</c>, <c>smart_constrained</c>, <c>millimetres</c> or <c>millimetres_constrained</c>.</param>
/// <param name="OriginalVoxels">Voxels before.</param>
/// <param name="ExpandedVoxels">Voxels after.</param>
/// <param name="FractionOutside">Share of the expanded mask that is not in the original tumour.</param>
public sealed record ExpandedMask(Mask Mask, string Method, int OriginalVoxels, int ExpandedVoxels, double FractionOutside)
{
    /// <summary>Whether a thyroid mask limited the growth.</summary>
    public bool Constrained => Method.EndsWith("constrained", StringComparison.Ordinal);
}
