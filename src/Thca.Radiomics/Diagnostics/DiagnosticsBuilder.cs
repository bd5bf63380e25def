using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Thca.Core.Geometry;
using Thca.Core.Provenance;
using Thca.Core.Volumes;
using Thca.Radiomics.Numerics;
using Thca.Radiomics.Preprocessing;
using Thca.Radiomics.Texture;

namespace Thca.Radiomics.Diagnostics;

/// <summary>Collects the <c>diagnostics_</c> entries of one extraction. Slow entries are computed by tasks that run beside the features.</summary>
internal sealed class DiagnosticsBuilder(RadiomicsOptions options)
{
    private const string Prefix = "diagnostics_";

    private readonly List<(string Key, Func<string> Value)> _entries = [];

    /// <summary>Tasks to run before <see cref="Build"/>.</summary>
    public List<Action> Tasks { get; } = [];

    /// <summary>Adds versions and settings.</summary>
    public DiagnosticsBuilder AddConfiguration()
    {
        Add("Versions_Thca", ProvenanceRecord.ProductVersion);
        Add("Versions_Runtime", RuntimeInformation.FrameworkDescription);
        Add("Configuration_Settings", $"{{{string.Join(", ", options.ToParameters().Select(p => $"{p.Key}: {p.Value}"))}}}");
        Add("Configuration_EnabledImageTypes", "{Original: {}}");
        return this;
    }

    /// <summary>Adds the facts about the image as it was given.</summary>
    public DiagnosticsBuilder AddOriginalImage<T>(Volume<T> image, double mean)
        where T : unmanaged, INumber<T>
    {
        Later("Image-original_Hash", () => PixelHash.OfImage(image));
        Add("Image-original_Dimensionality", "3D");
        return AddImage("original", image, mean);
    }

    /// <summary>Adds grid and intensity range of an image.</summary>
    public DiagnosticsBuilder AddImage<T>(string kind, Volume<T> image, double mean)
        where T : unmanaged, INumber<T>
    {
        string name = "Image-" + kind;
        AddGrid(name, image.Geometry);
        Add(name + "_Mean", Text(mean));
        (T Low, T High) range = default;
        Tasks.Add(() => range = Range<T>(image.Voxels));
        _entries.Add((Prefix + name + "_Minimum", () => Text(double.CreateTruncating(range.Low))));
        _entries.Add((Prefix + name + "_Maximum", () => Text(double.CreateTruncating(range.High))));
        return this;
    }

    /// <summary>Adds the facts about a mask.</summary>
    /// <param name="kind">original, corrected, interpolated or resegmented.</param>
    /// <param name="whole">The mask to hash, or null for no hash.</param>
    /// <param name="voxels">Its region.</param>
    /// <param name="values">Intensities whose mean and range are added, or null.</param>
    public DiagnosticsBuilder AddMask(string kind, Mask? whole, RegionVoxels voxels, double[]? values = null)
    {
        string name = "Mask-" + kind;
        if (whole is not null) Later(name + "_Hash", () => PixelHash.OfMask(whole.Voxels));
        AddGrid(name, voxels.Geometry);
        VoxelRegion b = voxels.Box;
        Add(name + "_BoundingBox", Tuple(b.Start.X, b.Start.Y, b.Start.Z, b.Size.X, b.Size.Y, b.Size.Z));
        Add(name + "_VoxelNum", Text(voxels.Offsets.Length));
        Later(name + "_VolumeNum", () => Text(Components(voxels)));
        (double x, double y, double z) = CentreOfMass(voxels);
        Add(name + "_CenterOfMassIndex", Tuple(x, y, z));
        PhysicalPoint p = voxels.Geometry.IndexToPhysical(x, y, z);
        Add(name + "_CenterOfMass", Tuple(p.X, p.Y, p.Z));
        if (values is null) return this;
        Add(name + "_Mean", Text(PairwiseSum.Of(values) / values.Length));
        Add(name + "_Minimum", Text(values.Min()));
        Add(name + "_Maximum", Text(values.Max()));
        return this;
    }

    /// <summary>The entries, once the tasks have run.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Build() => [.. _entries.Select(e => KeyValuePair.Create(e.Key, e.Value()))];

    private void Add(string key, string value) => _entries.Add((Prefix + key, () => value));

    private void Later(string key, Func<string> compute)
    {
        string value = "";
        Tasks.Add(() => value = compute());
        _entries.Add((Prefix + key, () => value));
    }

    private void AddGrid(string name, ImageGeometry geometry)
    {
        Add(name + "_Spacing", Tuple(geometry.Spacing.X, geometry.Spacing.Y, geometry.Spacing.Z));
        Add(name + "_Size", Tuple(geometry.Size.X, geometry.Size.Y, geometry.Size.Z));
    }

    private static int Components(RegionVoxels voxels)
    {
        var ones = new int[voxels.Offsets.Length];
        Array.Fill(ones, 1);
        var region = new DiscretizedRegion(voxels.Box.Size, voxels.Geometry.Spacing, 1, voxels.BoxOffsets(), ones);
        return (int)ZoneSizeMatrix.Of(region, NeighbourOffsets.OneSided(voxels.Box.Size, [1], -1)).Sum(c => c.Count);
    }

    private static (double X, double Y, double Z) CentreOfMass(RegionVoxels voxels)
    {
        long x = 0, y = 0, z = 0;
        var cursor = new GridCursor(voxels.Geometry.Size);
        foreach (int offset in voxels.Offsets)
        {
            VoxelIndex v = cursor.At(offset);
            x += v.X;
            y += v.Y;
            z += v.Z;
        }

        double n = voxels.Offsets.Length;
        return (x / n, y / n, z / n);
    }

    private static (T Low, T High) Range<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        T low = values[0], high = values[0];
        if (vectors.Length > 0)
        {
            Vector<T> lows = vectors[0], highs = vectors[0];
            foreach (Vector<T> v in vectors) (lows, highs) = (Vector.Min(lows, v), Vector.Max(highs, v));
            for (int i = 0; i < Vector<T>.Count; i++) (low, high) = (T.Min(low, lows[i]), T.Max(high, highs[i]));
        }

        for (int i = vectors.Length * Vector<T>.Count; i < values.Length; i++) (low, high) = (T.Min(low, values[i]), T.Max(high, values[i]));
        return (low, high);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Tuple(params ReadOnlySpan<double> values) => $"({string.Join(", ", values.ToArray().Select(Text))})";
}
