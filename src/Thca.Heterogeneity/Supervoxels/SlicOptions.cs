using Thca.Core.Errors;
using Thca.Core.Provenance;
using Thca.Core.Randomness;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>Settings of <see cref="MaskedSlic"/>.</summary>
public sealed record SlicOptions
{
    /// <summary>
    /// <see cref="AnalysisMode.Reference"/>: distances in voxels, smoothing across the mask's border, fixed seeding, bounded search windows
    /// and the raster-scan connectivity of scikit-image 0.19. <see cref="AnalysisMode.Sound"/>: distances in millimetres, smoothing within
    /// the mask, seeding from <see cref="Seed"/>, no windows, merging by shared faces.
    /// </summary>
    /// <value><see cref="AnalysisMode.Sound"/>.</value>
    public AnalysisMode Mode { get; init; }

    /// <summary>Number of clusters wanted; at most one per voxel is used.</summary>
    /// <value>50.</value>
    public int Segments { get; init; } = 50;

    /// <summary>Weight of space against intensity: a difference over the full intensity range counts 1 / Compactness steps.</summary>
    /// <value>0.1.</value>
    public double Compactness { get; init; } = 0.1;

    /// <summary>Standard deviation of the Gaussian smoothing, mm (with spacing) or voxels; 0 for none.</summary>
    /// <value>1.</value>
    public double Sigma { get; init; } = 1;

    /// <summary>Iterations of each of the two phases (space only, then space and intensity).</summary>
    /// <value>10.</value>
    public int Iterations { get; init; } = 10;

    /// <summary>Voxels that set the intensity range; null follows the mode (mask for Sound, volume for Reference).</summary>
    /// <value>null.</value>
    public SlicRescale? Rescale { get; init; }

    /// <summary>Whether distances and smoothing use the voxel spacing; null follows the mode (yes for Sound, no for Reference).</summary>
    /// <value>null.</value>
    public bool? UsePhysicalSpacing { get; init; }

    /// <summary>What happens to disconnected and small pieces; null follows the mode.</summary>
    /// <value>null.</value>
    public SlicConnectivity? Connectivity { get; init; }

    /// <summary>Pieces below this share of the mean cluster size are merged.</summary>
    /// <value>0.5.</value>
    public double MinSizeFactor { get; init; } = 0.5;

    /// <summary>Raster scan only: pieces are cut at this multiple of the mean cluster size.</summary>
    /// <value>3.</value>
    public double MaxSizeFactor { get; init; } = 3;

    /// <summary>Source of the initial positions in Sound mode.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="OptionsException">Lists every offending setting.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Segments < 1) problems.Add(FormattableString.Invariant($"Segments is {Segments}; at least 1 is needed."));
        if (!(Compactness > 0)) problems.Add(FormattableString.Invariant($"Compactness is {Compactness}; it must be positive."));
        if (!(Sigma >= 0)) problems.Add(FormattableString.Invariant($"Sigma is {Sigma}; it must not be negative."));
        if (Iterations < 1) problems.Add(FormattableString.Invariant($"Iterations is {Iterations}; at least 1 is needed."));
        if (!(MinSizeFactor >= 0)) problems.Add(FormattableString.Invariant($"MinSizeFactor is {MinSizeFactor}; it must not be negative."));
        if (!(MaxSizeFactor >= 1)) problems.Add(FormattableString.Invariant($"MaxSizeFactor is {MaxSizeFactor}; it must be at least 1."));
        OptionsException.ThrowIfAny(problems);
    }

    internal SlicRescale EffectiveRescale => Rescale ?? (Mode == AnalysisMode.Reference ? SlicRescale.VolumeRange : SlicRescale.MaskRange);

    internal bool EffectiveSpacing => UsePhysicalSpacing ?? Mode == AnalysisMode.Sound;

    internal SlicConnectivity EffectiveConnectivity =>
        Connectivity ?? (Mode == AnalysisMode.Reference ? SlicConnectivity.RasterScan : SlicConnectivity.LargestSharedFace);
}
