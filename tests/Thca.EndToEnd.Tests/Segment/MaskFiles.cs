using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging;

namespace Thca.EndToEnd.Tests.Segment;

/// <summary>Small label maps on disk.</summary>
internal static class MaskFiles
{
    private static readonly ImageGeometry Grid = new(new GridSize(24, 20, 12), new Spacing(1, 1, 2));

    /// <summary>Writes a box of 8 x 8 x 6 voxels with a label, moved by some voxels in x; creates the folder.</summary>
    public static string Box(string path, int shift, int label = 11, double originX = 0)
    {
        var labels = new int[Grid.Size.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            VoxelIndex v = Grid.Size.IndexOf(i);
            if (v.X >= 4 + shift && v.X < 12 + shift && v.Y is >= 4 and < 12 && v.Z is >= 2 and < 8) labels[i] = label;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        VolumeFile.WriteLabelMap(new LabelMap(Grid with { Origin = new PhysicalPoint(originX, 0, 0) }, labels), path);
        return path;
    }
}
