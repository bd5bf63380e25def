using Thca.Core.Volumes;

namespace Thca.Segmentation.Assessment;

/// <summary>The estimated true mask of a case and the performance of its readers.</summary>
public sealed record StapleResult
{
    /// <summary>Voxels whose probability reaches the threshold; empty when no reader marked a voxel.</summary>
    public required Mask Consensus { get; init; }

    /// <summary>Sensitivity of every reader, in input order; NaN when no reader marked a voxel.</summary>
    public required IReadOnlyList<double> Sensitivity { get; init; }

    /// <summary>Specificity of every reader within the box around all masks; NaN when no voxel of it is background.</summary>
    public required IReadOnlyList<double> Specificity { get; init; }

    /// <summary>Share of foreground in the box that was assumed.</summary>
    public required double Prior { get; init; }

    /// <summary>Iterations made.</summary>
    public required int Iterations { get; init; }

    /// <summary>Whether the iteration came to rest.</summary>
    public required bool Converged { get; init; }
}
