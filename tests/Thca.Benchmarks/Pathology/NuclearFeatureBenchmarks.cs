using BenchmarkDotNet.Attributes;
using Thca.Core.Cohorts;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Detection.Instances;
using Thca.Pathology.Heterogeneity;
using Thca.Pathology.NuclearFeatures;
using Thca.Pathology.Nuclei;
using Thca.Phantoms.Histology;

namespace Thca.Benchmarks.Pathology;

/// <summary>Goal, one thread: the full set of features of 5,000 nuclei in a second, without reading the slide.</summary>
[MemoryDiagnoser]
public class NuclearFeatureBenchmarks
{
    private const int Side = 1024;

    private HistologyTile _tile = null!;
    private IReadOnlyList<Nucleus> _nuclei = null!;
    private PixelPoint[][] _outlines = null!;
    private SlideNuclei _slide = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _tile = new HistologyPhantom(new HistologyOptions { Width = Side, Height = Side, Density = 0.0012, Gaps = false }, RandomSeed.Default, "benchmark").Render();
        _nuclei = InstanceTable.Describe(InstanceMap.Renumbered(Side, Side, [.. _tile.Instances]), _tile.Types.ToArray());
        _outlines = [.. _nuclei.Select(n => n.Contour.ToArray())];
        double[][] columns = [.. NuclearFeatureCatalog.Sound.Select(_ => new double[_nuclei.Count])];
        Measure((nucleus, values) =>
        {
            for (int f = 0; f < values.Length; f++) columns[f][nucleus] = values[f];
        });
        _slide = new SlideNuclei
        {
            Slide = new SlideId("benchmark"), X = [.. _nuclei.Select(n => n.CentroidX * 0.25)], Y = [.. _nuclei.Select(n => n.CentroidY * 0.25)], Types = [.. _nuclei.Select(n => n.Type)],
            Tissue = TissueRaster.Full(Side * 0.25, Side * 0.25), Features = NuclearFeatureCatalog.Sound, Values = columns,
        };
    }

    /// <summary>All features of every nucleus of a 1024 x 1024 window (about 1,050).</summary>
    [Benchmark]
    public double SoundFeaturesOfWindow()
    {
        double sum = 0;
        Measure((_, values) => sum += values[0]);
        return sum;
    }

    /// <summary>All statistics of those nuclei.</summary>
    [Benchmark]
    public IReadOnlyList<HeterogeneityValue> Heterogeneity() => SlideHeterogeneity.Analyze(_slide, null, new HeterogeneityOptions());

    /// <summary>The same nuclei as GeoJSON.</summary>
    [Benchmark]
    public NucleiWriteReport GeoJson() => QuPathGeoJson.Write(Stream.Null, new NucleusTableHeader { Slide = new SlideId("benchmark"), MppX = 0.25, MppY = 0.25 }, _nuclei);

    private void Measure(Action<int, double[]> take)
    {
        var window = new NucleusWindow(_tile.Image, new PixelPoint(0, 0), new PixelBox(0, 0, Side, Side), _outlines);
        var neighbourhood = new NuclearNeighbourhood(
            [.. _nuclei.Select(n => n.CentroidX * 0.25)], [.. _nuclei.Select(n => n.CentroidY * 0.25)], [.. _nuclei.Select(n => n.Type)], new double[_nuclei.Count], TissueRaster.Full(Side * 0.25, Side * 0.25));
        var kernel = new SoundFeatures(new SoundFeatureOptions());
        var values = new double[NuclearFeatureCatalog.Sound.Count];
        var reasons = new MissingReason[values.Length];
        for (int i = 0; i < _outlines.Length; i++)
        {
            kernel.Compute(window, _outlines[i], values, reasons);
            neighbourhood.Compute(i, values.AsSpan(SoundFeatures.FeatureCount), reasons.AsSpan(SoundFeatures.FeatureCount));
            take(i, values);
        }
    }
}
