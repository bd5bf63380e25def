using System.Text.Json;
using Thca.Core.Histology;
using Thca.Pathology.Detection.Instances;
using Thca.Testing;

namespace Thca.Pathology.Tests.Detection.Instances;

public class NucleusSegmentationTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("crowded")]
    [InlineData("empty")]
    public void Segment_GoldenMaps_GiveTheGoldenPartitionAndTable(string name)
    {
        NucleusMaps maps = Golden(name);
        (_, double[] expected) = NpyFile.Read(SharedData.Path("golden", "hovernet_postproc", name + ".instances.npy"));
        InstanceMap actual = NucleusSegmentation.Segment(maps);
        Dictionary<int, int> toGolden = Partition(expected, actual.Labels);
        JsonElement info = GoldenJson.Open("hovernet_postproc", name + ".info.json");
        IReadOnlyList<Nucleus> nuclei = InstanceTable.Describe(actual, maps.Types, maps.Probability);
        Assert.Equal(info.EnumerateObject().Count(), nuclei.Count);
        foreach (Nucleus nucleus in nuclei)
        {
            int label = actual.Labels[PixelOf(actual, nucleus)];
            JsonElement golden = info.GetProperty(toGolden[label].ToString(System.Globalization.CultureInfo.InvariantCulture));
            double[] box = golden.GetProperty("bbox").Numbers();
            Assert.Equal(new PixelBox((int)box[1], (int)box[0], (int)box[3], (int)box[2]), nucleus.Box);
            Close.To(golden.GetProperty("centroid").Numbers(), [nucleus.CentroidX, nucleus.CentroidY], 1e-12);
            Assert.Equal(golden.GetProperty("contour").Rows().Select(p => new PixelPoint((int)p[0], (int)p[1])), nucleus.Contour);
            Assert.Equal(golden.GetProperty("type").GetInt32(), (int)nucleus.Type);
            Close.To(golden.GetProperty("type_prob").GetDouble(), nucleus.Probability, 1e-9);
        }
    }

    [Fact]
    public void Segment_TwoTouchingDiscs_AreSeparated_WithinABackgroundOfZeros()
    {
        NucleusMaps maps = Discs(64, (20, 30, 10), (39, 30, 10));
        InstanceMap instances = NucleusSegmentation.Segment(maps);
        IReadOnlyList<Nucleus> nuclei = InstanceTable.Describe(instances, maps.Types, maps.Probability);
        Assert.Equal(2, nuclei.Count);
        Assert.Equal(20, nuclei[0].CentroidX, 0.6);
        Assert.Equal(39, nuclei[1].CentroidX, 0.6);
        Assert.All(nuclei, n => Assert.Equal(NucleusType.Inflammatory, n.Type));
        Assert.All(nuclei, n => Assert.Equal(1, n.MeanNuclearProbability));
        Assert.All(nuclei, n => Assert.Equal(NucleusFlags.None, n.Flags));
    }

    [Fact]
    public void Segment_Specks_AndNothing_GiveNothing()
    {
        var maps = new NucleusMaps(32, 20);
        Assert.Equal(0, NucleusSegmentation.Segment(maps).Count);
        for (int i = 0; i < 9; i++) maps.Probability[10 * 32 + i] = 1;
        Assert.Equal(0, NucleusSegmentation.Segment(maps).Count);
    }

    [Fact]
    public void Segment_SameInputTwice_SameLabels_InputUnchanged()
    {
        NucleusMaps maps = Discs(80, (20, 30, 10), (39, 30, 10), (50, 60, 12));
        float[] before = [.. maps.Horizontal];
        Assert.Equal(NucleusSegmentation.Segment(maps).Labels, NucleusSegmentation.Segment(maps).Labels);
        Assert.Equal(before, maps.Horizontal);
    }

    [Fact]
    public void Segment_Cancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => NucleusSegmentation.Segment(Discs(64, (20, 30, 10)), new CancellationToken(canceled: true)));

    /// <summary>Perfect maps of discs.</summary>
    internal static NucleusMaps Discs(int size, params (int X, int Y, int Radius)[] discs)
    {
        var maps = new NucleusMaps(size, size);
        foreach ((int cx, int cy, int radius) in discs)
        {
            for (int y = Math.Max(0, cy - radius); y <= Math.Min(size - 1, cy + radius); y++)
            {
                for (int x = Math.Max(0, cx - radius); x <= Math.Min(size - 1, cx + radius); x++)
                {
                    int i = y * size + x;
                    if ((x - cx) * (x - cx) + (y - cy) * (y - cy) > radius * radius || maps.Probability[i] > 0) continue;
                    (maps.Probability[i], maps.Horizontal[i], maps.Vertical[i], maps.Types[i]) = (1, (x - cx) / (float)radius, (y - cy) / (float)radius, 2);
                }
            }
        }

        return maps;
    }

    internal static NucleusMaps Golden(string name)
    {
        (int[] shape, double[] values) = NpyFile.Read(SharedData.Path("golden", "hovernet_postproc", name + ".pred_map.npy"));
        var maps = new NucleusMaps(shape[1], shape[0]);
        for (int i = 0; i < maps.Types.Length; i++)
            (maps.Types[i], maps.Probability[i], maps.Horizontal[i], maps.Vertical[i]) = ((byte)values[4 * i], (float)values[4 * i + 1], (float)values[4 * i + 2], (float)values[4 * i + 3]);
        return maps;
    }

    /// <summary>Checks that two label images divide the pixels alike, and returns which label stands for which.</summary>
    private static Dictionary<int, int> Partition(double[] expected, int[] actual)
    {
        var map = new Dictionary<int, int>();
        int different = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            if (map.TryAdd(actual[i], (int)expected[i])) continue;
            if (map[actual[i]] != (int)expected[i]) different++;
        }

        Assert.Equal(0, different);
        Assert.Equal(map.Count, map.Values.Distinct().Count());
        return map;
    }

    private static int PixelOf(InstanceMap map, Nucleus nucleus) => nucleus.Contour[0].Y * map.Width + nucleus.Contour[0].X;
}
