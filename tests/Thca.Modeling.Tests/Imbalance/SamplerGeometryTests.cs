using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.Imbalance;

namespace Thca.Modeling.Tests.Imbalance;

/// <summary>Where synthetic rows lie and which rows they start from, on sets small enough to check by hand.</summary>
public sealed class SamplerGeometryTests
{
    /// <summary>Minority: a cluster that is safe, a pair between majority rows (danger), one row among majority rows only (noise).</summary>
    private static readonly double[] Minority = [0, 1, 2, 3, 4, 10, 10.4, 30];
    private static readonly double[] Majority = [9, 11.2, 12, 12.5, 13, 13.5, 14, 14.5, 15, 15.5, 16, 29, 29.5, 30.5, 31, 31.5];

    private static TrainingFold<LabelledMatrix> Line() => Fold([.. Minority, .. Majority], [.. Minority.Select(_ => true), .. Majority.Select(_ => false)]);

    internal static TrainingFold<LabelledMatrix> Fold(double[] values, bool[] outcome) =>
        new(new LabelledMatrix(new FeatureMatrix([.. values.Select((_, i) => $"P{i}")], ["x"], values), outcome));

    private static double[] Synthetic(ResamplingOptions options) =>
        Resampler.Apply(Line(), options with { Scale = false }, new RandomSeed(5), "line").Data.Features.Column(0)[(Minority.Length + Majority.Length)..].ToArray();

    [Theory]
    [InlineData(0.7, 266)]
    [InlineData(0.8, 315)]
    [InlineData(1.0, 413)]
    public void Counts_of_the_printed_example(double ratio, int expected)
    {
        TrainingFold<LabelledMatrix> fold = Fold([.. Enumerable.Range(0, 567).Select(i => (double)i)], [.. Enumerable.Range(0, 567).Select(i => i < 77)]);
        Assert.Equal(expected, new ImbalancedRows(fold.Data, scale: false).CountToMake(ratio));
    }

    [Fact]
    public void Danger_safe_and_noise_by_hand()
    {
        var rows = new ImbalancedRows(Line().Data, scale: false);
        (int[] danger, int[] safe, int noise) = OverSamplers.InDanger(rows, rows.Minority, 4);
        Assert.Equal([5, 6], danger);
        Assert.Equal([0, 1, 2, 3, 4], safe);
        Assert.Equal(1, noise);
    }

    [Fact]
    public void Borderline_starts_from_endangered_rows_only()
    {
        double[] made = Synthetic(new ResamplingOptions { Method = ResamplingMethod.Borderline1, BorderNeighbours = 4, Neighbours = 1 });
        Assert.Equal(8, made.Length);
        Assert.All(made, v => Assert.InRange(v, 10, 10.4));
    }

    [Fact]
    public void ADASYN_starts_where_the_majority_is_near()
    {
        double[] made = Synthetic(new ResamplingOptions { Method = ResamplingMethod.Adasyn, Neighbours = 1 });
        Assert.Equal(8, made.Length);
        Assert.All(made, v => Assert.InRange(v, 10.4, 30));
    }

    [Theory]
    [InlineData(ResamplingMethod.Smote, 0)]
    [InlineData(ResamplingMethod.Borderline1, 0)]
    [InlineData(ResamplingMethod.Adasyn, 0)]
    [InlineData(ResamplingMethod.SvmSmote, -0.5)]
    public void Every_synthetic_row_lies_on_a_segment_between_minority_rows_or_on_its_extension(ResamplingMethod method, double from)
    {
        var fold = new TrainingFold<LabelledMatrix>(SyntheticCohort.Rows(120, 6, seed: 4, effect: 1.6));
        FeatureMatrix balanced = Resampler.Apply(fold, new ResamplingOptions { Method = method }, new RandomSeed(2), "segments").Data.Features;
        double[][] minority = [.. Enumerable.Range(0, 120).Where(r => fold.Data.Outcome[r]).Select(fold.Data.Features.Row)];
        Assert.True(balanced.RowCount > 150);
        List<double> steps = [];
        for (int r = 120; r < balanced.RowCount; r++)
        {
            double[] made = balanced.Row(r);
            double[] found = [.. minority.SelectMany(a => minority.Where(b => b != a).Select(b => Step(a, b, made))).Where(t => t >= from && t <= 1)];
            Assert.True(found.Length > 0, $"row {r} is on no segment");
            steps.Add(found.Min());
        }

        if (from < 0) Assert.True(steps.Min() < 0, "SVM-SMOTE steps out of safe rows");
    }

    /// <summary>The step t at which a + t (b - a) meets the row; NaN when it is not on the line.</summary>
    private static double Step(double[] a, double[] b, double[] row)
    {
        double along = 0, length = 0;
        for (int c = 0; c < a.Length; c++) (along, length) = (along + (row[c] - a[c]) * (b[c] - a[c]), length + (b[c] - a[c]) * (b[c] - a[c]));
        double t = along / length;
        return Enumerable.Range(0, a.Length).All(c => Math.Abs(a[c] + t * (b[c] - a[c]) - row[c]) < 1e-9) ? t : double.NaN;
    }
}
