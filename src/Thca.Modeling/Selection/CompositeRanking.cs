using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Modeling.Data;

namespace Thca.Modeling.Selection;

/// <summary>
/// Stage 1 of feature selection: a composite of seven univariate indicators, computed per modality on a training fold. Names stay bound to
/// their columns.
/// </summary>
public static class CompositeRanking
{
    private const int KeptWhole = 3;
    private const int ElbowWindow = 20;

    /// <summary>Ranks every column within its modality and says which survive.</summary>
    /// <param name="fold">Complete rows (no NaN) to learn from.</param>
    /// <param name="modalities">Modality of every column.</param>
    /// <param name="options">Weights and rules.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name">Names the sub-streams, e.g. the fold.</param>
    public static IReadOnlyList<RankedFeature> Rank(
        TrainingFold<LabelledMatrix> fold, IReadOnlyList<Modality> modalities, CompositeOptions options, RandomSeed seed, string name)
    {
        var ranked = new RankedFeature[modalities.Count];
        foreach (IGrouping<Modality, int> block in Enumerable.Range(0, modalities.Count).GroupBy(c => modalities[c]))
        {
            int[] columns = [.. block];
            UnivariateIndicators[] indicators = Indicators(fold.Data, columns, options, seed, $"{name}/{block.Key}");
            double[] composite = Composite(indicators, options.Weights);
            bool whole = columns.Length <= KeptWhole || block.Key == Modality.IthScore;
            int kept = whole ? columns.Length : CountToKeep(composite, block.Key, options);
            int[] order = [.. Enumerable.Range(0, columns.Length).OrderByDescending(i => composite[i])];
            for (int rank = 0; rank < order.Length; rank++)
            {
                int i = order[rank];
                ranked[columns[i]] = new RankedFeature(columns[i], fold.Data.Features.Names[columns[i]], block.Key, composite[i], rank + 1, rank < kept, indicators[i]);
            }
        }

        return ranked;
    }

    /// <summary>How many of some composites are kept: median of the candidates cumulative share, elbow and mean + σ that reach the minimum.</summary>
    internal static int CountToKeep(IReadOnlyList<double> composite, Modality modality, CompositeOptions options)
    {
        double[] sorted = [.. composite.OrderDescending()];
        int minimum = Math.Min(sorted.Length, Minimum(modality, sorted.Length));
        int[] candidates = [.. new[] { Cumulative(sorted, options.CumulativeShare), Elbow(sorted, options.ElbowDrop), High(sorted, options.SignificanceSigma) }
            .Where(k => k >= minimum).Order()];
        if (candidates.Length == 0) return minimum;
        int middle = candidates.Length / 2;
        int median = candidates.Length % 2 == 1 ? candidates[middle] : (candidates[middle - 1] + candidates[middle]) / 2;
        return Math.Clamp(median, minimum, sorted.Length);
    }

    private static int Minimum(Modality modality, int count) => modality switch
    {
        Modality.Clinical => Math.Max(5, (int)(0.30 * count)),
        Modality.Radiomics or Modality.ITed => Math.Max(10, (int)(0.20 * count)),
        _ => Math.Max(3, (int)(0.20 * count)),
    };

    private static int Cumulative(double[] sorted, double share)
    {
        double target = share * sorted.Sum(), sum = 0;
        for (int k = 0; k < sorted.Length; k++)
        {
            sum += sorted[k];
            if (sum >= target) return k + 1;
        }

        return sorted.Length;
    }

    private static int Elbow(double[] sorted, double drop)
    {
        for (int i = 0; i + 1 < Math.Min(sorted.Length, ElbowWindow); i++)
        {
            if (sorted[i] > 0 && (sorted[i] - sorted[i + 1]) / sorted[i] > drop) return i + 1;
        }

        return 1;
    }

    private static int High(double[] sorted, double sigma)
    {
        double mean = sorted.Average(), sd = Math.Sqrt(sorted.Average(c => (c - mean) * (c - mean)));
        return sorted.Count(c => c > mean + sigma * sd);
    }

    private static UnivariateIndicators[] Indicators(LabelledMatrix rows, int[] columns, CompositeOptions options, RandomSeed seed, string name)
    {
        double[][] values = [.. columns.Select(c => rows.Features.Column(c).ToArray())];
        bool[] outcome = rows.Outcome.ToArray();
        double[] forest = Selection.ForestImportance.Compute(values, outcome, seed, name);
        return [.. values.Select((v, i) => UnivariateIndicators.Of(v, outcome, forest[i], options.PublishedSensitivity, seed.Stream("mutual-information", $"{name}/{rows.Features.Names[columns[i]]}")))];
    }

    private static double[] Composite(UnivariateIndicators[] indicators, CompositeWeights weights)
    {
        var composite = new double[indicators.Length];
        void Add(Func<UnivariateIndicators, double> value, double weight, bool inverted = false)
        {
            double[] scaled = Scale([.. indicators.Select(value)]);
            for (int i = 0; i < composite.Length; i++) composite[i] += weight * (inverted ? 1 - scaled[i] : scaled[i]);
        }

        Add(x => x.Sensitivity, weights.Sensitivity);
        Add(x => x.AveragePrecision, weights.AveragePrecision);
        Add(x => x.ForestImportance, weights.ForestImportance);
        Add(x => x.MutualInformation, weights.MutualInformation);
        Add(x => x.PValue, weights.PValue, inverted: true);
        Add(x => x.Auc, weights.Auc);
        Add(x => x.Correlation, weights.Correlation);
        return composite;
    }

    /// <summary>Min-max over the columns; all one half when they are equal or any is undefined.</summary>
    private static double[] Scale(double[] values)
    {
        double low = values.Min(), high = values.Max();
        return double.IsNaN(low) || !(high > low) ? Array.ConvertAll(values, _ => 0.5) : Array.ConvertAll(values, v => (v - low) / (high - low));
    }
}
