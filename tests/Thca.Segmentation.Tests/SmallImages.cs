using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging;

namespace Thca.Segmentation.Tests;

/// <summary>Small volumes for tests.</summary>
internal static class SmallImages
{
    public static ImageGeometry Grid(int x = 6, int y = 5, int z = 4, double spacing = 2) => new(new GridSize(x, y, z), Spacing.Isotropic(spacing), new PhysicalPoint(10, -20, 30), DirectionCosines.Identity);

    public static Volume<float> Ct(ImageGeometry grid, float hu = 40)
    {
        var voxels = new float[grid.Size.Count];
        for (int i = 0; i < voxels.Length; i++) voxels[i] = hu + i % 7;
        return new Volume<float>(grid, voxels);
    }

    public static Mask MaskOf(ImageGeometry grid, params int[] offsets)
    {
        var voxels = new byte[grid.Size.Count];
        foreach (int i in offsets) voxels[i] = 1;
        return new Mask(grid, voxels);
    }

    public static LabelMap Labels(ImageGeometry grid, params (int Offset, int Label)[] labels)
    {
        var voxels = new int[grid.Size.Count];
        foreach ((int offset, int label) in labels) voxels[offset] = label;
        return new LabelMap(grid, voxels);
    }

    /// <summary>A label map whose header carries names as TotalSegmentator writes them.</summary>
    public static void WriteWithNames(LabelMap map, string path, IEnumerable<(int Key, string Name)> names)
    {
        string plain = path + ".plain.nii";
        VolumeFile.WriteLabelMap(map, plain);
        byte[] bytes = File.ReadAllBytes(plain);
        File.Delete(plain);
        string labels = string.Concat(names.Select(n => FormattableString.Invariant($"<Label Key=\"{n.Key}\" Red=\"1\"><![CDATA[{n.Name}]]></Label>")));
        byte[] xml = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><CaretExtension><VolumeInformation Index=\"0\"><LabelTable>{labels}</LabelTable></VolumeInformation></CaretExtension>");
        int size = (8 + xml.Length + 15) / 16 * 16;
        var extension = new byte[4 + size];
        extension[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(extension.AsSpan(4), size);
        xml.CopyTo(extension, 12);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(108), 348 + extension.Length);
        using var gzip = new GZipStream(File.Create(path), CompressionMode.Compress);
        gzip.Write(bytes, 0, 348);
        gzip.Write(extension);
        gzip.Write(bytes, 352, bytes.Length - 352);
    }
}
