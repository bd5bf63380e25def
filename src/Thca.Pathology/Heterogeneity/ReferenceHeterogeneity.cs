using Thca.Core.Histology;

namespace Thca.Pathology.Heterogeneity;

/// <summary>
/// The script's heterogeneity: for every feature the standard deviation (divided by n) within each of the types 1, 2 and 3 that has more than one
/// nucleus, and their plain mean. Its units are the feature's, so its columns cannot be compared with each other.
/// </summary>
public static class ReferenceHeterogeneity
{
    private static readonly NucleusType[] Types = [NucleusType.NeoplasticEpithelial, NucleusType.Inflammatory, NucleusType.Connective];

    /// <summary>One value per feature, <c>{feature}_ith</c>; NaN when no type has two nuclei.</summary>
    /// <param name="types">Type of every nucleus.</param>
    /// <param name="columns">One column per feature; NaN is left out.</param>
    public static double[] Scores(IReadOnlyList<NucleusType> types, IReadOnlyList<double[]> columns) => [.. columns.Select(c => Score(types, c))];

    private static double Score(IReadOnlyList<NucleusType> types, double[] column)
    {
        double sum = 0;
        int available = 0;
        foreach (NucleusType type in Types)
        {
            if (types.Count(t => t == type) < 2) continue;
            double[] values = [.. column.Where((v, i) => types[i] == type && !double.IsNaN(v))];
            if (values.Length == 0) continue;
            sum += Statistics.Summaries.Moments.StandardDeviation(values, 0);
            available++;
        }

        return available > 0 ? sum / available : double.NaN;
    }
}
