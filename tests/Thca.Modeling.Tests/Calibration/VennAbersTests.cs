using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Runtime.Calibration;
using Thca.Statistics.Calibration;
using Thca.Testing;

namespace Thca.Modeling.Tests.Calibration;

public sealed class VennAbersTests
{
    private static VennAbersMap Fit(double[] scores, bool[] outcome) =>
        Calibrator.Fit(new TrainingFold<ScoredPatients>(new ScoredPatients(outcome, scores)), CalibrationMethod.VennAbers).Steps!;

    /// <summary>Scores with many ties where <paramref name="levels"/> is small.</summary>
    private static (double[] Scores, bool[] Outcome) Draw(int seed, int count, int levels)
    {
        RandomStream random = new RandomSeed(seed).Stream("venn");
        double[] scores = [.. Enumerable.Range(0, count).Select(_ => levels > 0 ? random.NextInt(levels) - levels / 2.0 : 2 * random.NextNormal())];
        return (scores, [.. scores.Select(s => random.NextDouble() < 1 / (1 + Math.Exp(-s)))]);
    }

    [Fact]
    public void Three_rows_by_hand()
    {
        // Rows (0, no), (1, yes), (2, no). A non-event at 1.5 pools with the event before it and the row after: (1 + 0 + 0) / 3; an event there pools 1, 1, 0 to 2/3.
        VennAbersMap map = Fit([0, 1, 2], [false, true, false]);
        Assert.Equal((0, 0.5), Rounded(map.Interval(-5)));
        Assert.Equal((0, 0.5), Rounded(map.Interval(0)));
        Assert.Equal((0, 0.6667), Rounded(map.Interval(0.5)));
        Assert.Equal((0.3333, 0.6667), Rounded(map.Interval(1)));
        Assert.Equal((0.3333, 0.6667), Rounded(map.Interval(1.5)));
        Assert.Equal((0.3333, 0.6667), Rounded(map.Interval(2)));
        Assert.Equal((0.3333, 1), Rounded(map.Interval(2.1)));
        Close.To(1.0 / (1 - 1.0 / 3 + 1), VennAbersMap.Merge(map.Interval(3)), 1e-15);
        static (double, double) Rounded((double Lower, double Upper) i) => (Math.Round(i.Lower, 4), Math.Round(i.Upper, 4));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 2)]
    [InlineData(40, 0)]
    [InlineData(40, 5)]
    [InlineData(90, 12)]
    [InlineData(120, 1)]
    public void Equals_two_isotonic_fits_per_query(int count, int levels)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            (double[] scores, bool[] outcome) = Draw(seed, count, levels);
            VennAbersMap map = Fit(scores, outcome);
            double[] queries = [.. scores, .. scores.Select(s => s + 1e-9), -9, -0.3, 0.4, 9];
            foreach (double query in queries)
            {
                (double lower, double upper) = map.Interval(query);
                Close.To(Brute(query, 0), lower, 1e-12, 1e-12, $"lower at {query}");
                Close.To(Brute(query, 1), upper, 1e-12, 1e-12, $"upper at {query}");
            }

            double Brute(double query, double label) => IsotonicRegression.Fit([.. scores, query], [.. outcome.Select(o => o ? 1.0 : 0.0), label]).Predict(query);
        }
    }

    [Fact]
    public void Both_functions_rise_stay_in_order_and_have_at_most_one_step_per_score_and_gap()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            (double[] scores, bool[] outcome) = Draw(seed, 300, seed % 2 == 0 ? 0 : 20);
            VennAbersMap map = Fit(scores, outcome);
            Assert.InRange(map.Knots.Count, 1, scores.Distinct().Count());
            Assert.Equal((2 * map.Knots.Count + 1, 2 * map.Knots.Count + 1), (map.Lower.Count, map.Upper.Count));
            double before = 0;
            for (int i = 0; i < map.Lower.Count; i++)
            {
                Assert.True(map.Lower[i] >= 0 && map.Lower[i] <= map.Upper[i] && map.Upper[i] <= 1);
                Assert.True(i == 0 || (map.Lower[i] >= map.Lower[i - 1] && map.Upper[i] >= map.Upper[i - 1]));
                double merged = VennAbersMap.Merge((map.Lower[i], map.Upper[i]));
                Assert.True(merged >= before && merged >= map.Lower[i] - 1e-15 && merged <= map.Upper[i] + 1e-15);
                before = merged;
            }
        }
    }

    [Fact]
    public void Rows_of_one_class_still_leave_room_for_the_other()
    {
        VennAbersMap none = Fit([1, 2, 3, 4], new bool[4]), all = Fit([1, 2, 3, 4], [true, true, true, true]);
        Assert.Equal((0, 0.2), none.Interval(0));
        Assert.Equal((0, 1), none.Interval(5));
        Assert.Equal((0, 1), all.Interval(0));
        Assert.Equal((0.8, 1), all.Interval(5));
    }

    /// <summary>
    /// The theorem of Vovk, Petej and Fedorova: of the two probabilities the one that belongs to the true outcome is perfectly calibrated, whatever the score is worth.
    /// </summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    [InlineData(-3.0)]
    public void The_probability_of_the_true_label_is_calibrated(double slope)
    {
        const int Repeats = 20_000, Rows = 30;
        RandomStream random = new RandomSeed(11).Stream("validity", FormattableString.Invariant($"{slope}"));
        double[] sum = new double[5], hits = new double[5], count = new double[5];
        for (int r = 0; r < Repeats; r++)
        {
            var scores = new double[Rows + 1];
            var outcome = new bool[Rows + 1];
            for (int i = 0; i <= Rows; i++)
            {
                scores[i] = random.NextNormal();
                outcome[i] = random.NextDouble() < 1 / (1 + Math.Exp(1 - slope * scores[i]));
            }

            (double lower, double upper) = Fit(scores[..Rows], outcome[..Rows]).Interval(scores[Rows]);
            double stated = outcome[Rows] ? upper : lower;
            int bin = Math.Min(4, (int)(5 * stated));
            (sum[bin], hits[bin], count[bin]) = (sum[bin] + stated, hits[bin] + (outcome[Rows] ? 1 : 0), count[bin] + 1);
        }

        for (int b = 0; b < 5; b++)
        {
            if (count[b] < 50) continue;
            double expected = sum[b] / count[b], found = hits[b] / count[b], error = Math.Sqrt(Math.Max(expected * (1 - expected), 0.01) / count[b]);
            Assert.True(Math.Abs(found - expected) < 4.5 * error, FormattableString.Invariant($"bin {b}: stated {expected:F4}, found {found:F4} in {count[b]}"));
        }
    }
}
