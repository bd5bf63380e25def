using Thca.Core.Volumes;

namespace Thca.Imaging.Labelling;

/// <summary>Connected components of a region or of the labels of a map, numbered from 1 in the order of their first voxel (x fastest).</summary>
/// <param name="Labels">Component of every voxel; 0 is background.</param>
/// <param name="Sizes">Voxels of component i + 1.</param>
/// <param name="SourceLabels">Label that the voxels of component i + 1 had; 1 for a mask.</param>
public sealed record ComponentLabels(LabelMap Labels, IReadOnlyList<int> Sizes, IReadOnlyList<int> SourceLabels)
{
    /// <summary>Number of components.</summary>
    public int Count => Sizes.Count;

    /// <summary>Number of the largest component; of equals the first.</summary>
    /// <exception cref="Core.Errors.EmptyMaskException">There is none.</exception>
    public int Largest()
    {
        if (Sizes.Count == 0) throw new Core.Errors.EmptyMaskException();
        int best = 0;
        for (int i = 1; i < Sizes.Count; i++)
        {
            if (Sizes[i] > Sizes[best]) best = i;
        }

        return best + 1;
    }
}
