using Thca.Core.Histology;
using Thca.Pathology.NuclearFeatures;

namespace Thca.Pathology.Tests.NuclearFeatures;

public class NuclearNeighbourhoodTests
{
    // A grid of 21 x 21 nuclei, 10 um apart, rows of tumour and inflammatory nuclei by turns.
    [Fact]
    public void Compute_RegularGrid_IsKnownByHand()
    {
        NuclearNeighbourhood grid = Grid(TissueRaster.Full(400, 400, 1), 100);
        Dictionary<string, double> middle = Values(grid, 10 * 21 + 10, out _);
        Assert.Equal(10, middle["nn_distance_um"]);
        Assert.Equal((4 * 10 + Math.Sqrt(200)) / 5, middle["knn5_um"], 1e-12);
        Assert.Equal((4 * 10 + 4 * Math.Sqrt(200) + 2 * 20) / 10, middle["knn10_um"], 1e-12);
        Assert.Equal(20 * 1000 / (Math.PI * 625), middle["density_25um"], 0.1);
        Assert.Equal((10.0, 10.0), (middle["nearest_tumour_um"], middle["nearest_inflammatory_um"]));
        Assert.Equal(1, middle["orientation_coherence"], 1e-12);
        Assert.Equal(1, middle["share10_tumour"] + middle["share10_inflammatory"], 1e-12);
    }

    [Fact]
    public void Density_AtTheTissuesEdge_IsCorrectedForItsArea()
    {
        NuclearNeighbourhood grid = Grid(TissueRaster.Full(201, 201, 1), 0);
        double middle = Values(grid, 10 * 21 + 10, out _)["density_50um"], edge = Values(grid, 10 * 21, out _)["density_50um"];
        Assert.Equal(middle, edge, 0.25 * middle);
    }

    [Fact]
    public void Compute_WithoutNeighbours_IsNaNWithAReason()
    {
        var lonely = new NuclearNeighbourhood([5], [5], [NucleusType.Dead], [0], new TissueRaster(1, 1, 8, [false]));
        Dictionary<string, double> values = Values(lonely, 0, out Dictionary<string, MissingReason> reasons);
        Assert.All(values.Values, v => Assert.True(double.IsNaN(v)));
        Assert.Equal(MissingReason.TooFewNuclei, reasons["nn_distance_um"]);
        Assert.Equal(MissingReason.NoTissue, reasons["density_25um"]);
        Assert.Equal(MissingReason.TypeAbsent, reasons["nearest_dead_um"]);
    }

    private static NuclearNeighbourhood Grid(TissueRaster tissue, double offset)
    {
        (int X, int Y)[] places = [.. Enumerable.Range(0, 441).Select(i => (i % 21, i / 21))];
        return new NuclearNeighbourhood(
            [.. places.Select(p => offset + 10.0 * p.X)], [.. places.Select(p => offset + 10.0 * p.Y)],
            [.. places.Select(p => p.Y % 2 == 0 ? NucleusType.NeoplasticEpithelial : NucleusType.Inflammatory)], [.. places.Select(_ => 0.3)], tissue);
    }

    private static Dictionary<string, double> Values(NuclearNeighbourhood nuclei, int index, out Dictionary<string, MissingReason> reasons)
    {
        var values = new double[NuclearNeighbourhood.FeatureCount];
        var missing = new MissingReason[values.Length];
        nuclei.Compute(index, values, missing);
        string[] names = [.. NuclearFeatureCatalog.Sound.Skip(SoundFeatures.FeatureCount).Select(f => f.Name)];
        reasons = names.Zip(missing).ToDictionary(p => p.First, p => p.Second);
        return names.Zip(values).ToDictionary(p => p.First, p => p.Second);
    }
}
