using Thca.Statistics.Neighbours;
using Thca.Statistics.Summaries;

namespace Thca.Pathology.GroupAnalysis.Reference;

/// <summary>Per-patient measures of the original: several are constants by construction or misnamed, see the module page.</summary>
internal static class ReferenceMeasures
{
    private const int Tumour = 1;
    private const int Inflammatory = 2;
    private const int Stromal = 3;
    private const int FewestForSpace = 10;
    private const int Neighbours = 5;

    public static IReadOnlyList<KeyValuePair<string, double>> Composition(ReferencePatient patient)
    {
        double[] type = patient.Nuclei["nucleus_type"];
        double total = type.Length, n1 = type.Count(t => t == Tumour), n2 = type.Count(t => t == Inflammatory), n3 = type.Count(t => t == Stromal);
        return [new("total_cells", total), new("tumor_ratio", n1 / total), new("inflammatory_ratio", n2 / total), new("stromal_ratio", n3 / total), new("tumor_inflammatory_ratio", n2 > 0 ? n1 / n2 : n1)];
    }

    public static IReadOnlyList<KeyValuePair<string, double>> Morphology(ReferencePatient patient)
    {
        double[] type = patient.Nuclei["nucleus_type"];
        double[] Of(string column) => [.. patient.Nuclei[column].Where((_, i) => type[i] == Tumour)];
        double Mean(string column) => Moments.Mean(Of(column));
        double Above(string column, double quantile)
        {
            double[] values = Of(column);
            double cut = Quantiles.Of(values, quantile);
            return Share(values, v => v > cut);
        }

        return
        [
            new("mean_nuclear_area", Mean("area")), new("large_nuclei_ratio", Above("area", 0.75)), new("giant_nuclei_ratio", Above("area", 0.95)),
            new("mean_eccentricity", Mean("eccentricity")), new("irregular_nuclei_ratio", Share(Of("circularity"), v => v < 0.7)), new("high_curve_std_ratio", Above("curve_std", 0.75)),
            new("mean_intensity_max", Mean("intensity_max")), new("hyperchromatic_ratio", Above("intensity_max", 0.75)), new("mean_contrast", Mean("contrast")), new("mean_homogeneity", Mean("homogeneity")),
        ];
    }

    public static IReadOnlyList<KeyValuePair<string, double>> Spatial(ReferencePatient patient)
    {
        double[] type = patient.Nuclei["nucleus_type"];
        double[] x = [.. patient.Nuclei["centroid_x"].Where((_, i) => type[i] == Tumour)], y = [.. patient.Nuclei["centroid_y"].Where((_, i) => type[i] == Tumour)];
        double density = type.Count(t => t == Inflammatory) / (double)type.Length;
        if (x.Length <= FewestForSpace) return [new("tumor_dispersion", double.NaN), new("mean_nn_distance", double.NaN), new("spatial_heterogeneity", double.NaN), new("inflammatory_density", double.NaN)];
        double mx = Moments.Mean(x), my = Moments.Mean(y);
        double[] d = [.. x.Select((v, i) => Math.Sqrt((v - mx) * (v - mx) + (y[i] - my) * (y[i] - my)))];
        double dispersion = Moments.StandardDeviation(d, 0);
        return [new("tumor_dispersion", dispersion), new("mean_nn_distance", MeanNeighbourDistance(x, y)), new("spatial_heterogeneity", dispersion / (Moments.Mean(d) + 1e-6)), new("inflammatory_density", density)];
    }

    private static double MeanNeighbourDistance(double[] x, double[] y)
    {
        double[] points = [.. x.SelectMany((v, i) => new[] { v, y[i] })];
        var search = new NearestNeighbours(points, 2);
        int found = Math.Min(Neighbours, x.Length - 1) + 1;
        // The nearest one is the nucleus itself.
        return Moments.Mean([.. Enumerable.Range(0, x.Length).SelectMany(i => search.Find(points.AsSpan(2 * i, 2), found).Skip(1).Select(n => n.Distance))]);
    }

    private static double Share(double[] values, Func<double, bool> holds) => values.Length == 0 ? double.NaN : (double)values.Count(holds) / values.Length;
}
