using System.Globalization;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.NuclearFeatures;
using Thca.Pathology.Nuclei;
using Thca.Statistics.Neighbours;
using Thca.Statistics.Summaries;

namespace Thca.Pathology.Heterogeneity;

/// <summary>How nuclei lie in the tissue: spacing, clustering, mixing of types and the tumour's border with the stroma.</summary>
public static class SpatialStatistics
{
    /// <summary>Name in place of a feature.</summary>
    public const string Feature = "spatial";

    private const double CrossDistance = 20;
    private const double NearTumour = 50;
    private const string Both = "tumour_inflammatory";

    private static readonly double[] Radii = [25, 50, 100];

    /// <summary>Analyses the positions of a slide's nuclei.</summary>
    /// <param name="slide">Its valid nuclei.</param>
    /// <param name="options">Squares, envelopes, seed.</param>
    /// <param name="ct">Cancels between simulations.</param>
    /// <returns>Always the same rows in the same order.</returns>
    public static IReadOnlyList<HeterogeneityValue> Analyze(SlideNuclei slide, HeterogeneityOptions options, CancellationToken ct = default)
    {
        var analysis = new Analysis(slide, options);
        List<HeterogeneityValue> rows = [];
        foreach (NucleusType type in NucleusTypes.Proper) rows.AddRange(analysis.Spacing(type));
        rows.AddRange(analysis.Clustering(NucleusType.NeoplasticEpithelial, ct));
        rows.AddRange(analysis.Clustering(NucleusType.Inflammatory, ct));
        rows.AddRange(analysis.Crossing(ct));
        rows.AddRange(analysis.Mixing());
        return rows;
    }

    /// <summary>Ripley's L(r) - r with the translation correction inside the tissue.</summary>
    private static double[] L(double[] x, double[] y, SetCovariance covariance, double area, double[]? otherX = null, double[]? otherY = null)
    {
        bool self = otherX is null;
        (double[] bx, double[] by) = (otherX ?? x, otherY ?? y);
        var tree = new PlanarTree(bx, by);
        double largest = Radii[^1];
        var sums = new double[Radii.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double cx = x[i], cy = y[i];
            int here = i;
            tree.Visit(cx, cy, largest, (j, squared) =>
            {
                if (self && j == here) return;
                double overlap = covariance.Area(bx[j] - cx, by[j] - cy);
                if (!(overlap > 0)) return;
                for (int r = 0; r < Radii.Length; r++)
                {
                    if (squared <= Radii[r] * Radii[r]) sums[r] += 1 / overlap;
                }
            });
        }

        double pairs = (double)x.Length * (self ? x.Length - 1 : bx.Length);
        return [.. Radii.Select((r, k) => Math.Sqrt(area * area * sums[k] / pairs / Math.PI) - r)];
    }

    private sealed class Analysis(SlideNuclei slide, HeterogeneityOptions options)
    {
        private readonly double _area = slide.Tissue.AreaMm2 * 1e6;
        private readonly Lazy<SetCovariance> _covariance = new(() => new SetCovariance(slide.Tissue, Radii[^1]));
        private readonly Lazy<int[]> _cells = new(() => TissueCells(slide.Tissue));

        public IEnumerable<HeterogeneityValue> Spacing(NucleusType type)
        {
            (double[] x, double[] y) = Points(type);
            string group = NucleusTypes.GroupName(type), reason = Reason(x.Length);
            double mean = double.NaN;
            if (reason.Length == 0)
            {
                var tree = new PlanarTree(x, y);
                Span<Neighbour> nearest = stackalloc Neighbour[1];
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    tree.Nearest(x[i], y[i], nearest, i);
                    sum += nearest[0].Distance;
                }

                mean = sum / x.Length;
            }

            return [Row(group, "nn_mean_um", mean, x.Length, reason), Row(group, "clark_evans", mean * 2 * Math.Sqrt(x.Length / _area), x.Length, reason)];
        }

        public IEnumerable<HeterogeneityValue> Clustering(NucleusType type, CancellationToken ct)
        {
            (double[] x, double[] y) = Thinned(type);
            string group = NucleusTypes.GroupName(type), reason = Reason(x.Length);
            if (reason.Length > 0) return Radii.Select(r => Row(group, Name("ripley_l", r), double.NaN, x.Length, reason));
            double[] observed = L(x, y, _covariance.Value, _area);
            (double[] lower, double[] upper) = Envelope(group, random =>
            {
                (double[] sx, double[] sy) = Uniform(random, x.Length);
                return L(sx, sy, _covariance.Value, _area);
            }, ct);
            return Radii.Select((r, k) => new HeterogeneityValue(group, Feature, Name("ripley_l", r), observed[k], lower[k], upper[k], x.Length));
        }

        public IEnumerable<HeterogeneityValue> Crossing(CancellationToken ct)
        {
            (double[] x, double[] y) = Thinned(NucleusType.NeoplasticEpithelial);
            (double[] ox, double[] oy) = Thinned(NucleusType.Inflammatory);
            int n = Math.Min(x.Length, ox.Length);
            string reason = Reason(n);
            double[] observed = [double.NaN, double.NaN, double.NaN], lower = observed, upper = observed;
            if (reason.Length == 0)
            {
                observed = L(x, y, _covariance.Value, _area, ox, oy);

                // The tumour stays where it is, the inflammatory nuclei are scattered at random.
                (lower, upper) = Envelope(Both, random =>
                {
                    (double[] sx, double[] sy) = Uniform(random, ox.Length);
                    return L(x, y, _covariance.Value, _area, sx, sy);
                }, ct);
            }

            for (int k = 0; k < Radii.Length; k++)
            {
                yield return reason.Length > 0
                    ? Row(Both, Name("cross_l", Radii[k]), double.NaN, n, reason)
                    : new HeterogeneityValue(Both, Feature, Name("cross_l", Radii[k]), observed[k], lower[k], upper[k], n);
            }

            (double share, int judged) = CrossShare();
            yield return Row(Both, Name("g_cross", CrossDistance), share, judged, HeterogeneityProblems.TooFewNuclei);
            yield return Row(Both, "inflammatory_near_tumour_mm2", DensityNearTumour(), n, HeterogeneityProblems.TooFewNuclei);
        }

        public IEnumerable<HeterogeneityValue> Mixing()
        {
            Dictionary<(int Column, int Row), int[]> squares = [];
            for (int i = 0; i < slide.Count; i++)
            {
                (int, int) key = ((int)Math.Floor(slide.X[i] / options.SquareSide), (int)Math.Floor(slide.Y[i] / options.SquareSide));
                if (!squares.TryGetValue(key, out int[]? counts)) squares[key] = counts = new int[NucleusTypes.Count];
                counts[(int)slide.Types[i]]++;
            }

            (int Column, int Row)[] order = [.. squares.Keys.OrderBy(k => k.Row).ThenBy(k => k.Column)];
            double[] entropies = [.. order.Where(k => squares[k].Sum() >= options.FewestPerSquare).Select(k => Entropy(squares[k]))];
            yield return Row("all", "square_entropy_mean", Moments.Mean(entropies), slide.Count, HeterogeneityProblems.TooFewSquares);
            yield return Row("all", "square_entropy_sd", Moments.StandardDeviation(entropies), slide.Count, HeterogeneityProblems.TooFewSquares);
            double border = order.Sum(k => Borders(squares, k)) * options.SquareSide * 1e-3;
            yield return Row("tumour_connective", "interface_mm_per_mm2", order.Length >= 2 && _area > 0 ? border / (_area * 1e-6) : double.NaN, slide.Count, HeterogeneityProblems.TooFewSquares);
            yield return Row(Both, "morisita_horn", MorisitaHorn([.. order.Select(k => squares[k])]), slide.Count, HeterogeneityProblems.TooFewNuclei);
        }

        private static string Name(string stem, double radius) => string.Create(CultureInfo.InvariantCulture, $"{stem}_{radius}um");

        private static HeterogeneityValue Row(string group, string statistic, double value, int n, string reason) =>
            new(group, Feature, statistic, value, double.NaN, double.NaN, n, double.IsNaN(value) ? reason : "");

        private string Reason(int n) => !(_area > 0) ? HeterogeneityProblems.NoTissue : n < options.FewestNuclei ? HeterogeneityProblems.TooFewNuclei : "";

        private (double[] X, double[] Y) Points(NucleusType type)
        {
            int[] members = slide.Members(type);
            return ([.. members.Select(i => slide.X[i])], [.. members.Select(i => slide.Y[i])]);
        }

        // Leaving nuclei out at random does not change what K estimates.
        private (double[] X, double[] Y) Thinned(NucleusType type)
        {
            int[] members = slide.Members(type);
            int most = options.LargeSample / 4;
            if (members.Length > most)
            {
                options.Seed.Stream("spatial-sample", $"{slide.Slide}/{type}").Shuffle<int>(members);
                members = members[..most];
                Array.Sort(members);
            }

            return ([.. members.Select(i => slide.X[i])], [.. members.Select(i => slide.Y[i])]);
        }

        private (double[] Lower, double[] Upper) Envelope(string item, Func<RandomStream, double[]> simulate, CancellationToken ct)
        {
            double[] lower = [double.NaN, double.NaN, double.NaN], upper = [double.NaN, double.NaN, double.NaN];
            if (options.Envelopes == 0) return (lower, upper);
            var simulated = new double[options.Envelopes][];
            for (int s = 0; s < simulated.Length; s++)
            {
                ct.ThrowIfCancellationRequested();
                simulated[s] = simulate(options.Seed.Stream("envelope", $"{slide.Slide}/{item}", s));
            }

            for (int k = 0; k < Radii.Length; k++)
            {
                double[] values = [.. simulated.Select(v => v[k])];
                (lower[k], upper[k]) = (Quantiles.Of(values, 0.025), Quantiles.Of(values, 0.975));
            }

            return (lower, upper);
        }

        private (double[] X, double[] Y) Uniform(RandomStream random, int count)
        {
            int[] cells = _cells.Value;
            TissueRaster tissue = slide.Tissue;
            double[] x = new double[count], y = new double[count];
            for (int i = 0; i < count; i++)
            {
                int cell = cells[random.NextInt(cells.Length)];
                x[i] = (cell % tissue.Width + random.NextDouble()) * tissue.Cell;
                y[i] = (cell / tissue.Width + random.NextDouble()) * tissue.Cell;
            }

            return (x, y);
        }

        // Share of tumour nuclei with an inflammatory nucleus near, among those whose surroundings are tissue all around.
        private (double Share, int Judged) CrossShare()
        {
            (double[] x, double[] y) = Points(NucleusType.NeoplasticEpithelial);
            (double[] ox, double[] oy) = Points(NucleusType.Inflammatory);
            var tree = new PlanarTree(ox, oy);
            int judged = 0, near = 0;
            Span<Neighbour> nearest = stackalloc Neighbour[1];
            for (int i = 0; i < x.Length; i++)
            {
                if (!Surrounded(x[i], y[i])) continue;
                judged++;
                if (tree.Nearest(x[i], y[i], nearest) == 1 && nearest[0].Distance <= CrossDistance) near++;
            }

            return (judged >= options.FewestNuclei ? (double)near / judged : double.NaN, judged);
        }

        private bool Surrounded(double x, double y)
        {
            TissueRaster tissue = slide.Tissue;
            double cx = x / tissue.Cell - 0.5, cy = y / tissue.Cell - 0.5, r = CrossDistance / tissue.Cell;
            for (int row = (int)Math.Ceiling(cy - r); row <= (int)Math.Floor(cy + r); row++)
            {
                double half = Math.Sqrt(Math.Max(0, r * r - (row - cy) * (row - cy)));
                for (int column = (int)Math.Ceiling(cx - half); column <= (int)Math.Floor(cx + half); column++)
                {
                    if (!tissue[column, row]) return false;
                }
            }

            return true;
        }

        // Inflammatory nuclei within 50 µm of any tumour nucleus, per tissue area there.
        private double DensityNearTumour()
        {
            (double[] x, double[] y) = Points(NucleusType.NeoplasticEpithelial);
            (double[] ox, double[] oy) = Points(NucleusType.Inflammatory);
            if (x.Length == 0) return double.NaN;
            var tree = new PlanarTree(x, y);
            Span<Neighbour> nearest = stackalloc Neighbour[1];
            TissueRaster tissue = slide.Tissue;
            long cells = 0;
            foreach (int cell in _cells.Value)
            {
                tree.Nearest((cell % tissue.Width + 0.5) * tissue.Cell, (cell / tissue.Width + 0.5) * tissue.Cell, nearest);
                if (nearest[0].Distance <= NearTumour) cells++;
            }

            int near = 0;
            for (int i = 0; i < ox.Length; i++)
            {
                tree.Nearest(ox[i], oy[i], nearest);
                if (nearest[0].Distance <= NearTumour) near++;
            }

            return cells > 0 ? near / (cells * tissue.Cell * tissue.Cell * 1e-6) : double.NaN;
        }

        private static double Entropy(int[] counts)
        {
            double total = counts.Sum(), entropy = 0;
            foreach (int count in counts)
            {
                if (count > 0) entropy -= count / total * Math.Log2(count / total);
            }

            return entropy;
        }

        // Sides shared with the right and lower neighbour where one square is mostly tumour, the other mostly stroma.
        private static int Borders(Dictionary<(int Column, int Row), int[]> squares, (int Column, int Row) place)
        {
            int own = Majority(squares[place]), sides = 0;
            foreach ((int, int) next in ((int, int)[])[(place.Column + 1, place.Row), (place.Column, place.Row + 1)])
            {
                if (!squares.TryGetValue(next, out int[]? counts)) continue;
                int other = Majority(counts);
                sides += (own, other) is ((int)NucleusType.NeoplasticEpithelial, (int)NucleusType.Connective) or ((int)NucleusType.Connective, (int)NucleusType.NeoplasticEpithelial) ? 1 : 0;
            }

            return sides;
        }

        // The most frequent type, if no other is as frequent.
        private static int Majority(int[] counts)
        {
            int most = counts.Max();
            return counts.Count(c => c == most) == 1 ? Array.IndexOf(counts, most) : -1;
        }

        private static double MorisitaHorn(int[][] squares)
        {
            double x = squares.Sum(s => s[1]), y = squares.Sum(s => s[2]), xy = 0, xx = 0, yy = 0;
            if (x == 0 || y == 0) return double.NaN;
            foreach (int[] s in squares)
            {
                xy += s[1] / x * (s[2] / y);
                xx += s[1] / x * (s[1] / x);
                yy += s[2] / y * (s[2] / y);
            }

            return 2 * xy / (xx + yy);
        }

        private static int[] TissueCells(TissueRaster tissue) =>
            [.. Enumerable.Range(0, tissue.Width * tissue.Height).Where(i => tissue[i % tissue.Width, i / tissue.Width])];
    }
}
