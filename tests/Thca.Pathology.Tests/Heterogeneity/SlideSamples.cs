using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Heterogeneity;
using Thca.Pathology.NuclearFeatures;

namespace Thca.Pathology.Tests.Heterogeneity;

/// <summary>Made-up slides of nuclei.</summary>
internal static class SlideSamples
{
    /// <summary>A positive feature, one that can be negative, and a neighbourhood's.</summary>
    public static IReadOnlyList<NuclearFeature> Features { get; } =
    [
        new(new FeatureDescriptor("size", "size", "um2", ""), true), new(new FeatureDescriptor("bend", "contour", "1/um", ""), false), new(new FeatureDescriptor("near", "neighbourhood", "um", ""), true),
    ];

    /// <summary>Nuclei scattered at random over a square of tissue, types and features drawn alike everywhere.</summary>
    public static SlideNuclei Random(int count, double side, string name = "S", double spread = 0.2, long seed = 1)
    {
        RandomStream random = new RandomSeed(seed).Stream("slide", name);
        double[] x = new double[count], y = new double[count], size = new double[count], bend = new double[count], near = new double[count];
        var types = new NucleusType[count];
        for (int i = 0; i < count; i++)
        {
            (x[i], y[i]) = (side * random.NextDouble(), side * random.NextDouble());
            types[i] = (NucleusType)(1 + random.NextInt(3));
            (size[i], bend[i], near[i]) = (40 * Math.Exp(spread * random.NextNormal()), spread * random.NextNormal(), 10 * random.NextDouble());
        }

        return Of(name, x, y, types, TissueRaster.Full(side, side, side / 128), size, bend, near);
    }

    public static SlideNuclei Of(string name, double[] x, double[] y, NucleusType[] types, TissueRaster tissue, params double[][] values) => new()
    {
        Slide = new SlideId(name), X = x, Y = y, Types = types, Tissue = tissue, Features = [.. Features.Take(values.Length)], Values = values,
    };

    /// <summary>The row of a column.</summary>
    public static HeterogeneityValue Row(this IReadOnlyList<HeterogeneityValue> rows, string column) => rows.Single(r => r.Column == column);

    /// <summary>Ranges learned from slides.</summary>
    public static CohortBins Bins(params SlideNuclei[] slides) => new(
        [.. from kind in (NucleusType[])[NucleusType.NeoplasticEpithelial, NucleusType.Inflammatory, NucleusType.Connective]
            from f in Enumerable.Range(0, Features.Count)
            let bin = CohortBins.Learn(Thca.Pathology.Nuclei.NucleusTypes.GroupName(kind), Features[f].Name, [.. slides.SelectMany(s => s.Members(kind).Select(i => s.Values[f][i]))])
            where bin is not null
            select bin],
        [.. slides.Select(s => s.Slide.Value)]);
}
