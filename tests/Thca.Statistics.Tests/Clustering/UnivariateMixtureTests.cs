using System.Globalization;
using System.Text.Json;
using CsCheck;
using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Statistics.Clustering;
using Thca.Statistics.Legacy;
using Thca.Testing;

namespace Thca.Statistics.Tests.Clustering;

public class UnivariateMixtureTests
{
    private static readonly double[] ThreeGroups = [1.0, 1.2, 0.9, 1.1, 1.3, 0.8, 1.05, 4.0, 4.2, 3.9, 4.1, 4.3, 3.8, 4.05, 9.0, 9.2, 8.9, 9.1, 9.3, 8.8];

    [Fact]
    public void Three_groups_are_found_by_bic()
    {
        double[] expected = [109.726448, 86.469504, 51.713408, 59.650849];
        for (int k = 1; k <= 4; k++)
        {
            MixtureFit fit = UnivariateMixture.Fit(ThreeGroups, new MixtureOptions { Components = k }, new Mt19937(42));
            Close.To(expected[k - 1], fit.Bic, 0, 1e-6);
            if (k == 3) Close.To([1.05, 4.05, 9.05], fit.Means.Order().ToArray(), 1e-8);
        }
    }

    [Theory]
    [InlineData("two_modes")]
    [InlineData("three_modes")]
    [InlineData("one_mode")]
    [InlineData("skewed")]
    [InlineData("small_n6")]
    [InlineData("tiny_scale")]
    [InlineData("large_scale")]
    [InlineData("with_duplicates")]
    [InlineData("constant")]
    public void Every_fit_equals_the_golden_values(string name)
    {
        JsonElement expected = GoldenFile.Cases("gmm.json").GetProperty(name);
        double[] x = expected.GetProperty("x").Numbers();
        foreach (JsonProperty entry in expected.GetProperty("k").EnumerateObject())
        {
            int k = int.Parse(entry.Name, CultureInfo.InvariantCulture);
            MixtureFit fit = UnivariateMixture.Fit(x, new MixtureOptions { Components = k }, new Mt19937(42));
            Close.To(entry.Value.GetProperty("bic").GetDouble(), fit.Bic, 1e-9, 1e-9, $"{name} k={k} bic");
            Close.To(entry.Value.GetProperty("aic").GetDouble(), fit.Aic, 1e-9, 1e-9, $"{name} k={k} aic");
            Close.To(entry.Value.GetProperty("lower_bound").GetDouble(), fit.LowerBound, 1e-9, 1e-9, $"{name} k={k} bound");
            Assert.Equal(entry.Value.GetProperty("n_iter").GetInt32(), fit.Iterations);
            Assert.Equal(entry.Value.GetProperty("converged").GetBoolean(), fit.Converged);
            int[] order = [.. Enumerable.Range(0, k).OrderBy(c => fit.Means[c])];
            Close.To(entry.Value.GetProperty("means").Numbers(), order.Select(c => fit.Means[c]).ToArray(), 1e-7, 1e-9, $"{name} k={k} means");
            Close.To(entry.Value.GetProperty("weights").Numbers().Order().ToArray(), fit.Weights.Order().ToArray(), 1e-7, 1e-9, $"{name} k={k} weights");
        }
    }

    [Theory]
    [InlineData("two_modes")]
    [InlineData("three_modes")]
    [InlineData("skewed")]
    [InlineData("large_scale")]
    [InlineData("with_duplicates")]
    public void Bootstrap_refits_equal_the_golden_values(string name)
    {
        JsonElement expected = GoldenFile.Cases("gmm.json").GetProperty(name);
        double[] x = expected.GetProperty("x").Numbers();
        int k = expected.GetProperty("k_by_bic").GetInt32();
        JsonElement bootstrap = expected.GetProperty("bootstrap");
        var draws = new Mt19937(bootstrap.GetProperty("seed").GetUInt32());
        double[] values = bootstrap.GetProperty("values").Numbers();
        int equal = 0;
        for (uint i = 0; i < values.Length; i++)
        {
            double[] sample = [.. draws.Choice(x.Length, x.Length).Select(j => x[j])];
            MixtureFit fit = UnivariateMixture.Fit(sample, new MixtureOptions { Components = k, Restarts = 1 }, new Mt19937(42 + i));
            double mean = fit.Means.Average(), spread = Math.Sqrt(fit.Means.Average(m => (m - mean) * (m - mean)));
            if (Math.Abs(spread - values[i]) <= 1e-6 * values[i]) equal++;
        }

        Assert.True(equal >= 0.97 * values.Length, $"{name}: {equal} of {values.Length}");
    }

    [Fact]
    public void Shifting_and_scaling_the_values_shifts_and_scales_the_means() => Gen.Select(Gen.Double[-50, 50], Gen.Double[0.5, 20]).Sample((shift, scale) =>
    {
        var options = new MixtureOptions { Components = 3, VarianceFloor = 0 };
        double[] moved = [.. ThreeGroups.Select(v => shift + scale * v)];
        MixtureFit plain = UnivariateMixture.Fit(ThreeGroups, options, RandomSeed.Default.Stream("gmm"));
        MixtureFit fit = UnivariateMixture.Fit(moved, options, RandomSeed.Default.Stream("gmm"));
        Close.To(plain.Means.Select(m => shift + scale * m).Order().ToArray(), fit.Means.Order().ToArray(), 1e-6, 1e-6);
    }, iter: 30);

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ThcaException>(() => UnivariateMixture.Fit([1], new MixtureOptions { Components = 2 }, new Mt19937(1)));
        Assert.Throws<ThcaException>(() => UnivariateMixture.Fit([1, double.NaN], new MixtureOptions(), new Mt19937(1)));
        Assert.Equal(4, Assert.Throws<OptionsException>(() => new MixtureOptions { Components = 0, Restarts = 0, MaxIterations = 0, Tolerance = -1 }.Validate()).Problems.Count);
    }
}
