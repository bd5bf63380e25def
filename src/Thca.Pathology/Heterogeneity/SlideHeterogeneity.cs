using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.NuclearFeatures;
using Thca.Pathology.Nuclei;
using Thca.Statistics.Resampling;
using Thca.Statistics.Regression;

namespace Thca.Pathology.Heterogeneity;

/// <summary>Measures how much the nuclei of a slide differ, type by type: every statistic of every feature, several features at once, composition and space.</summary>
public static class SlideHeterogeneity
{
    /// <summary>Name in place of a feature where several features enter at once.</summary>
    public const string Multivariate = "ith";

    /// <summary>Name in place of a feature for counts, densities and shares.</summary>
    public const string Composition = "composition";

    private const double Shrinkage = 0.1;

    /// <summary>Statistics of one feature of one type, in the order of the rows.</summary>
    public static IReadOnlyList<string> FeatureStatistics { get; } = ["n", .. WeightedSample.Names, "moran", "moran_z", "moran_p", "patch_between"];

    /// <summary>Analyses a slide.</summary>
    /// <param name="slide">Its valid nuclei.</param>
    /// <param name="bins">Frozen ranges of the cohort; null: entropies and distances are NaN.</param>
    /// <param name="options">How.</param>
    /// <param name="ct">Cancels between features.</param>
    /// <returns>Always the same rows in the same order.</returns>
    public static IReadOnlyList<HeterogeneityValue> Analyze(SlideNuclei slide, CohortBins? bins, HeterogeneityOptions options, CancellationToken ct = default)
    {
        options.Validate();
        List<HeterogeneityValue> rows = [];
        foreach (NucleusType type in options.Types) rows.AddRange(new TypeAnalysis(slide, type, bins, options).Rows(ct));
        rows.AddRange(CompositionOf(slide));
        rows.AddRange(SpatialStatistics.Analyze(slide, options, ct));
        return rows;
    }

    /// <summary>Counts, densities, shares and ratios of the types, from counts and tissue area; the same for a slide and for a patient.</summary>
    /// <param name="counts">Valid nuclei of the types 1 to 5.</param>
    /// <param name="tissueMm2">Tissue, mm².</param>
    public static IReadOnlyList<HeterogeneityValue> CompositionOf(IReadOnlyList<int> counts, double tissueMm2)
    {
        List<HeterogeneityValue> rows = [];
        int total = counts.Sum();

        // Half a nucleus added to each count: logarithms of shares exist where a type is absent.
        double[] logs = [.. counts.Select(c => Math.Log(c + 0.5))];
        double average = logs.Average();
        for (int t = 0; t < counts.Count; t++)
        {
            string group = NucleusTypes.GroupName(NucleusTypes.Proper[t]);
            rows.Add(Row(group, "count", counts[t], ""));
            rows.Add(Row(group, "density_mm2", tissueMm2 > 0 ? counts[t] / tissueMm2 : double.NaN, HeterogeneityProblems.NoTissue));
            rows.Add(Row(group, "share", total > 0 ? (double)counts[t] / total : double.NaN, HeterogeneityProblems.TooFewNuclei));
            rows.Add(Row(group, "clr", total > 0 ? logs[t] - average : double.NaN, HeterogeneityProblems.TooFewNuclei));
        }

        rows.Add(Row("tumour_inflammatory", "log_ratio", total > 0 ? logs[0] - logs[1] : double.NaN, HeterogeneityProblems.TooFewNuclei));
        rows.Add(Row("all", "tissue_mm2", tissueMm2, ""));
        return rows;

        HeterogeneityValue Row(string group, string statistic, double value, string reason) =>
            new(group, Composition, statistic, value, double.NaN, double.NaN, total, double.IsNaN(value) ? reason : "");
    }

    private static IReadOnlyList<HeterogeneityValue> CompositionOf(SlideNuclei slide) =>
        CompositionOf([.. NucleusTypes.Proper.Select(t => slide.Types.Count(x => x == t))], slide.Tissue.AreaMm2);

    /// <summary>One type of one slide.</summary>
    private sealed class TypeAnalysis
    {
        private readonly SlideNuclei _slide;
        private readonly CohortBins? _bins;
        private readonly HeterogeneityOptions _options;
        private readonly string _group;
        private readonly string _item;
        private readonly int[] _members;
        private readonly SquareGrid _grid;
        private readonly MoranGraph? _graph;

        public TypeAnalysis(SlideNuclei slide, NucleusType type, CohortBins? bins, HeterogeneityOptions options)
        {
            (_slide, _bins, _options, _group, _members) = (slide, bins, options, NucleusTypes.GroupName(type), slide.Members(type));
            _item = $"{slide.Slide}/{_group}";
            _grid = new SquareGrid(slide.X, slide.Y, _members, options.SquareSide);
            if (_members.Length < options.FewestNuclei) return;
            int permutations = _members.Length <= options.LargeSample ? options.MoranPermutations : 0;
            _graph = new MoranGraph([.. _members.Select(i => slide.X[i])], [.. _members.Select(i => slide.Y[i])], options.MoranNeighbours, permutations, options.Seed, _item);
        }

        public IEnumerable<HeterogeneityValue> Rows(CancellationToken ct)
        {
            for (int f = 0; f < _slide.Features.Count; f++)
            {
                ct.ThrowIfCancellationRequested();
                foreach (HeterogeneityValue row in Feature(_slide.Features[f], _slide.Values[f])) yield return row;
            }

            foreach (HeterogeneityValue row in Together()) yield return row;
        }

        private IEnumerable<HeterogeneityValue> Feature(NuclearFeature feature, double[] column)
        {
            int[] valid = [.. Enumerable.Range(0, _members.Length).Where(i => double.IsFinite(column[_members[i]]))];
            int n = valid.Length;
            yield return Row("n", n);
            if (n < _options.FewestNuclei)
            {
                foreach (string statistic in FeatureStatistics.Skip(1)) yield return Row(statistic, double.NaN, HeterogeneityProblems.TooFewNuclei);
                yield break;
            }

            double[] values = [.. valid.Select(i => column[_members[i]])];
            int[] squares = [.. valid.Select(i => _grid.Of[i])];
            FeatureBin? bin = _bins?.Find(_group, feature.Name);
            double[] statistics = Statistics(values, feature.IsPositive, bin);
            (double[] lower, double[] upper) = Intervals(values, squares, feature, bin);
            for (int s = 0; s < statistics.Length; s++)
            {
                string reason = double.IsNaN(statistics[s]) ? Reason(WeightedSample.Names[s], feature, values, bin) : "";
                yield return new HeterogeneityValue(_group, feature.Name, WeightedSample.Names[s], statistics[s], lower[s], upper[s], n, reason);
            }

            (double moran, double z, double p) = n == _members.Length ? _graph!.Of(values) : Subgraph(valid, feature).Of(values);
            yield return Row("moran", moran, HeterogeneityProblems.Constant);
            yield return Row("moran_z", z, HeterogeneityProblems.Constant);
            yield return Row("moran_p", p, HeterogeneityProblems.Constant);
            yield return Row("patch_between", BetweenShare(values, squares), HeterogeneityProblems.TooFewSquares);

            HeterogeneityValue Row(string statistic, double value, string reason = "") =>
                new(_group, feature.Name, statistic, value, double.NaN, double.NaN, n, double.IsNaN(value) ? reason : "");
        }

        // Only where some nuclei lack the feature.
        private MoranGraph Subgraph(int[] valid, NuclearFeature feature) => new(
            [.. valid.Select(i => _slide.X[_members[i]])], [.. valid.Select(i => _slide.Y[_members[i]])], _options.MoranNeighbours,
            valid.Length <= _options.LargeSample ? _options.MoranPermutations : 0, _options.Seed, $"{_item}/{feature.Name}");

        private static string Reason(string statistic, NuclearFeature feature, double[] values, FeatureBin? bin)
        {
            if (statistic == "entropy") return bin is null ? HeterogeneityProblems.NoCohortBins : HeterogeneityProblems.Constant;
            if (statistic is "cv" or "qcd" or "gini") return feature.IsPositive && values.Min() >= 0 ? HeterogeneityProblems.DivisorZero : HeterogeneityProblems.CanChangeSign;
            return HeterogeneityProblems.Constant;
        }

        private static double[] Statistics(double[] values, bool positive, FeatureBin? bin)
        {
            double[] sorted = (double[])values.Clone(), result = new double[WeightedSample.Names.Length];
            Array.Sort(sorted);
            int[] ones = new int[sorted.Length];
            Array.Fill(ones, 1);
            new WeightedSample(sorted, ones).Statistics(positive, bin, result);
            return result;
        }

        // Squares are drawn with replacement, nuclei go with their square.
        private (double[] Lower, double[] Upper) Intervals(double[] values, int[] squares, NuclearFeature feature, FeatureBin? bin)
        {
            int count = WeightedSample.Names.Length;
            double[] lower = new double[count], upper = new double[count];
            Array.Fill(lower, double.NaN);
            Array.Fill(upper, double.NaN);
            int[] sample = Sample(values.Length);
            int[] used = [.. sample.Select(i => squares[i]).Distinct().Order()];
            if (_options.BootstrapReplicates == 0 || used.Length < _options.FewestSquares) return (lower, upper);
            var block = new Dictionary<int, int>();
            foreach (int square in used) block[square] = block.Count;
            double[] keys = [.. sample.Select(i => values[i])];
            int[] blocks = [.. sample.Select(i => block[squares[i]])];
            Array.Sort(keys, blocks);
            var replicates = new double[count][];
            for (int s = 0; s < count; s++) replicates[s] = new double[_options.BootstrapReplicates];
            int[] multiplicity = new int[used.Length], weights = new int[keys.Length];
            var result = new double[count];
            for (int b = 0; b < _options.BootstrapReplicates; b++)
            {
                // The same squares for every feature of the group: the stream knows slide, group and replicate only.
                RandomStream random = _options.Seed.Stream("square-bootstrap", _item, b);
                Array.Clear(multiplicity);
                for (int k = 0; k < multiplicity.Length; k++) multiplicity[random.NextInt(multiplicity.Length)]++;
                for (int i = 0; i < weights.Length; i++) weights[i] = multiplicity[blocks[i]];
                new WeightedSample(keys, weights).Statistics(feature.IsPositive, bin, result);
                for (int s = 0; s < count; s++) replicates[s][b] = result[s];
            }

            for (int s = 0; s < count; s++)
            {
                if (Array.Exists(replicates[s], double.IsNaN)) continue;
                (lower[s], upper[s]) = BootstrapInterval.Percentile(replicates[s]);
            }

            return (lower, upper);
        }

        private int[] Sample(int count)
        {
            int[] all = [.. Enumerable.Range(0, count)];
            if (count <= _options.LargeSample) return all;
            _options.Seed.Stream("large-sample", _item).Shuffle<int>(all);
            int[] chosen = all[.._options.LargeSample];
            Array.Sort(chosen);
            return chosen;
        }

        // One-way analysis of variance over squares with enough nuclei: between / total sum of squares.
        private double BetweenShare(double[] values, int[] squares)
        {
            var sums = new double[_grid.Count];
            var counts = new int[_grid.Count];
            for (int i = 0; i < values.Length; i++)
            {
                sums[squares[i]] += values[i];
                counts[squares[i]]++;
            }

            int[] large = [.. Enumerable.Range(0, counts.Length).Where(s => counts[s] >= _options.FewestPerSquare)];
            if (large.Length < 2) return double.NaN;
            double n = large.Sum(s => counts[s]), mean = large.Sum(s => sums[s]) / n, total = 0;
            for (int i = 0; i < values.Length; i++)
            {
                if (counts[squares[i]] >= _options.FewestPerSquare) total += (values[i] - mean) * (values[i] - mean);
            }

            double between = large.Sum(s => counts[s] * (sums[s] / counts[s] - mean) * (sums[s] / counts[s] - mean));
            return total > 0 ? Math.Min(1, between / total) : double.NaN;
        }

        // All outline and pixel features, scaled by the cohort's medians and deviations: a slide's own would divide its spread away.
        private IEnumerable<HeterogeneityValue> Together()
        {
            string reason = _bins is null ? HeterogeneityProblems.NoCohortBins : _members.Length < _options.FewestNuclei ? HeterogeneityProblems.TooFewNuclei : "";
            double volume = double.NaN, distance = double.NaN;
            int n = 0;
            if (reason.Length == 0)
            {
                double[][] rows = Scaled();
                n = rows.Length;
                if (n < _options.FewestNuclei || rows[0].Length == 0) reason = HeterogeneityProblems.TooFewNuclei;
                else (volume, distance) = (LogVolume(rows), MeanDistance(rows));
            }

            yield return new HeterogeneityValue(_group, Multivariate, "pca_volume", volume, double.NaN, double.NaN, n, reason);
            yield return new HeterogeneityValue(_group, Multivariate, "mean_distance", distance, double.NaN, double.NaN, n, reason);
        }

        private double[][] Scaled()
        {
            (double[] Column, FeatureBin Bin)[] used = [.. Enumerable.Range(0, _slide.Features.Count)
                .Where(f => _slide.Features[f].Descriptor.Family != "neighbourhood")
                .Select(f => (_slide.Values[f], Bin: _bins!.Find(_group, _slide.Features[f].Name)))
                .Where(u => u.Bin is { Mad: > 0 })
                .Select(u => (u.Item1, u.Bin!))];
            return [.. _members.Select(i => Array.ConvertAll(used, u => (u.Column[i] - u.Bin.Median) / u.Bin.Mad)).Where(row => Array.TrueForAll(row, double.IsFinite))];
        }

        private static double LogVolume(double[][] rows)
        {
            int p = rows[0].Length, n = rows.Length;
            var mean = new double[p];
            foreach (double[] row in rows)
            {
                for (int c = 0; c < p; c++) mean[c] += row[c] / n;
            }

            var covariance = new double[p * p];
            var centred = new double[p];
            foreach (double[] row in rows)
            {
                for (int c = 0; c < p; c++) centred[c] = row[c] - mean[c];
                for (int a = 0; a < p; a++)
                {
                    for (int b = 0; b <= a; b++) covariance[a * p + b] += centred[a] * centred[b] / (n - 1);
                }
            }

            double trace = 0;
            for (int c = 0; c < p; c++) trace += covariance[c * p + c];
            for (int a = 0; a < p; a++)
            {
                for (int b = 0; b <= a; b++)
                {
                    double shrunk = (1 - Shrinkage) * covariance[a * p + b] + (a == b ? Shrinkage * trace / p : 0);
                    covariance[a * p + b] = covariance[b * p + a] = shrunk;
                }
            }

            return SymmetricMatrix.TryCholesky(covariance, p) ? SymmetricMatrix.LogDeterminant(covariance, p) : double.NaN;
        }

        private double MeanDistance(double[][] rows)
        {
            RandomStream random = _options.Seed.Stream("ith-pairs", _item);
            double sum = 0;
            for (int k = 0; k < _options.DistancePairs; k++)
            {
                int a = random.NextInt(rows.Length), b = random.NextInt(rows.Length - 1);
                sum += Core.Compute.OrderedSums.Distance(rows[a], rows[b >= a ? b + 1 : b]);
            }

            return sum / _options.DistancePairs;
        }
    }
}
