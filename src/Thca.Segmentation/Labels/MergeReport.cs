using Thca.Core.Volumes;

namespace Thca.Segmentation.Labels;

/// <summary>What happened when the labels of one case were merged.</summary>
public sealed record MergeReport
{
    /// <summary>Volume of a voxel, mm³.</summary>
    public required double VoxelVolume { get; init; }

    /// <summary>Labels 1 to 11, by label.</summary>
    public required IReadOnlyList<MergedStructure> Structures { get; init; }

    /// <summary>26-connected parts of the lesion.</summary>
    public required int LesionComponents { get; init; }

    /// <summary>Part of the lesion farther than 10 mm from the gland, 0 to 1; NaN without lesion or gland.</summary>
    public required double LesionOutsideFraction { get; init; }

    /// <summary>Lesion voxels below -300 HU inside the trachea; reported, not removed.</summary>
    public required int LesionAirVoxels { get; init; }

    /// <summary>What a person should look at, one sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Structures without a voxel in the merged map.</summary>
    public IReadOnlyList<AnatomicalLabel> Absent => [.. Structures.Where(s => s.VoxelsAfter == 0).Select(s => s.Label)];
}
