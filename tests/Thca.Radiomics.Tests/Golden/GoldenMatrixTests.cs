using System.Text.Json;
using Thca.Core.Volumes;
using Thca.Radiomics.Computation;
using Thca.Radiomics.Preprocessing;
using Thca.Radiomics.Texture;
using Thca.Testing;

namespace Thca.Radiomics.Tests.Golden;

/// <summary>Gray levels and texture matrices of PyRadiomics on breast1, entry by entry.</summary>
public class GoldenMatrixTests
{
    public static TheoryData<string> Configurations() => ["breast1__bw25", "breast1__bc32_norm100"];

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Levels_EqualStored(string name)
    {
        DiscretizedRegion region = Discretize(name, out RegionVoxels voxels, out GrayLevelBins bins);
        (int[] shape, double[] stored) = Read(name, "binned");
        int[] boxOffsets = voxels.BoxOffsets();
        Assert.Equal([voxels.Box.Size.Z, voxels.Box.Size.Y, voxels.Box.Size.X], shape);
        for (int i = 0; i < boxOffsets.Length; i++) Assert.Equal(stored[boxOffsets[i]], region.Levels[region.Ranks[region.Positions[i]] - 1]);

        double[] edges = [.. Json(name).GetProperty("bin_edges").EnumerateArray().Select(e => e.GetDouble())];
        Close.To(edges, bins.Edges, 1e-14, 1e-12, "bin edge");
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Cooccurrence_EqualsStored(string name)
    {
        DiscretizedRegion region = Discretize(name, out _, out _);
        (int[] shape, double[] stored) = Read(name, "P_glcm");
        NeighbourOffset[] offsets = Offsets(name, "glcm");
        int k = region.LevelCount;
        Assert.Equal([1, k, k, offsets.Length], shape);
        var counts = new int[(k + 1) * (k + 1)];
        for (int a = 0; a < offsets.Length; a++)
        {
            var matrix = new double[k * k];
            CooccurrenceCounter.Count(region, offsets[a], counts);
            CooccurrenceCounter.Accumulate(counts, k, symmetrical: true, 1, matrix);
            double total = matrix.Sum();
            for (int i = 0; i < matrix.Length; i++) Assert.Equal(stored[i * offsets.Length + a], matrix[i] / total);
        }
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void RunLengths_EqualStored(string name)
    {
        DiscretizedRegion region = Discretize(name, out _, out _);
        (int[] shape, double[] stored) = Read(name, "P_glrlm");
        NeighbourOffset[] offsets = Offsets(name, "glrlm");
        Assert.Equal(stored.Sum(), offsets.Sum(o => RunLengthMatrix.Of(region, o)!.Sum(c => c.Count)));
        for (int a = 0; a < offsets.Length; a++)
        {
            foreach (SizeCell cell in RunLengthMatrix.Of(region, offsets[a])!)
                Assert.Equal(stored[(cell.Rank * shape[2] + cell.Size - 1) * shape[3] + a], cell.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Zones_EqualStored(string name)
    {
        DiscretizedRegion region = Discretize(name, out _, out _);
        // Columns of the stored matrix are the sizes that occur; the order of sizes is ascending.
        (int[] shape, double[] stored) = Read(name, "P_glszm");
        List<SizeCell> cells = ZoneSizeMatrix.Of(region, NeighbourOffsets.OneSided(region.Box, [1], -1));
        int[] sizes = [.. cells.Select(c => c.Size).Distinct().Order()];
        Assert.Equal([1, region.LevelCount, sizes.Length], shape);
        AssertCells(stored, shape[2], cells.Select(c => (c.Rank, Array.IndexOf(sizes, c.Size), c.Count)));
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void DependenceAndToneDifferences_EqualStored(string name)
    {
        DiscretizedRegion region = Discretize(name, out _, out _);
        var pass = new NeighbourhoodPass(region, NeighbourOffsets.OneSided(region.Box, [1], -1), alpha: 0);
        for (int b = 0; b < pass.BlockCount; b++) pass.Run(b);
        Neighbourhood result = pass.Finish();

        (int[] shape, double[] stored) = Read(name, "P_gldm");
        int[] sizes = [.. result.Dependence.Select(c => c.Size).Distinct().Order()];
        AssertCells(stored, shape[2], result.Dependence.Select(c => (c.Rank, Array.IndexOf(sizes, c.Size), c.Count)));

        (_, double[] table) = Read(name, "P_ngtdm");
        for (int i = 0; i < region.LevelCount; i++)
        {
            Assert.Equal(table[i * 3], result.VoxelCounts[i] + result.IsolatedCounts[i]);
            Close.To(table[i * 3 + 1], result.Differences[i], 1e-12, 1e-12, "s");
            Assert.Equal(table[i * 3 + 2], region.Levels[i]);
        }
    }

    private static void AssertCells(double[] stored, int width, IEnumerable<(int Row, int Column, double Count)> cells)
    {
        double[] left = [.. stored];
        foreach ((int row, int column, double count) in cells)
        {
            Assert.Equal(left[row * width + column], count);
            left[row * width + column] = 0;
        }

        Assert.All(left, v => Assert.Equal(0, v));
    }

    private static DiscretizedRegion Discretize(string name, out RegionVoxels voxels, out GrayLevelBins bins)
    {
        RadiomicsOptions options = GoldenCase.Find(name).Options();
        Volume<float> image = GoldenVolumes.Image("breast1");
        voxels = RegionVoxels.Of(GoldenVolumes.Labels("breast1").Select(1));
        PreparedImage<float> prepared = PreparedImage<float>.From(image, options, null, default);
        RegionIntensities region = RegionIntensities.Read(image, voxels, prepared.Map);
        var work = new RegionWork(options, new SelectedFeatures(options.FeatureClasses));
        bins = work.BinsOf(region.Values, region.IsSinglePrecision);
        return work.Discretize(region, bins);
    }

    private static (int[] Shape, double[] Values) Read(string name, string matrix) => NpyFile.Read(SharedData.Path("golden", "radiomics", "matrices", $"{name}__{matrix}.npy"));

    private static JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "radiomics", "matrices", name + "__matrices.json"))).RootElement;

    private static NeighbourOffset[] Offsets(string name, string matrix)
    {
        NeighbourOffset[] stored = [.. Json(name).GetProperty(matrix).GetProperty("angles_zyx").EnumerateArray().Select(a => new NeighbourOffset(a[2].GetInt32(), a[1].GetInt32(), a[0].GetInt32()))];
        Assert.Equal(stored, NeighbourOffsets.OneSided(RegionVoxels.Of(GoldenVolumes.Labels("breast1").Select(1)).Box.Size, [1], -1));
        return stored;
    }
}
