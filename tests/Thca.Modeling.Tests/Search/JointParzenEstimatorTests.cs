using Thca.Core.Randomness;
using Thca.Modeling.Search;
using Thca.Statistics.Distributions;
using Thca.Testing;

namespace Thca.Modeling.Tests.Search;

public sealed class JointParzenEstimatorTests
{
    private static JointParzenEstimator Joint(params (SearchParameter Parameter, double[] Values)[] columns) =>
        new([.. columns.Select(c => new ParzenEstimator(c.Parameter, c.Values, TpeVariant.Multivariate5))]);

    [Fact]
    public void Density_is_the_sum_over_trials_of_products_over_parameters()
    {
        // Gaps 0.4 in both columns lie between the limits 1/4 and 1; three kernels of weight 1/3.
        JointParzenEstimator joint = Joint((SearchParameter.Float("x", 0, 1), [0.2, 0.6]), (SearchParameter.Float("y", 0, 1), [0.9, 0.5]));
        double Kernel(double mean, double spread, double v)
        {
            double z = (v - mean) / spread;
            return Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI) / spread / (NormalDistribution.Cdf((1 - mean) / spread) - NormalDistribution.Cdf(-mean / spread));
        }

        double[] xs = [0.2, 0.6, 0.05, 0.99], ys = [0.9, 0.9, 0.5, 0.01], found = joint.LogDensity([xs, ys]);
        for (int i = 0; i < xs.Length; i++)
        {
            double expected = (Kernel(0.2, 0.4, xs[i]) * Kernel(0.9, 0.4, ys[i]) + Kernel(0.6, 0.4, xs[i]) * Kernel(0.5, 0.4, ys[i]) + Kernel(0.5, 1, xs[i]) * Kernel(0.5, 1, ys[i])) / 3;
            Close.To(expected, Math.Exp(found[i]), 1e-12, 0, $"{xs[i]}, {ys[i]}");
        }

        double Product(double x, double y) => Joint((SearchParameter.Float("x", 0, 1), [0.2, 0.6])).LogDensity([[x]])[0] + Joint((SearchParameter.Float("y", 0, 1), [0.9, 0.5])).LogDensity([[y]])[0];
        Assert.True(found[0] > Product(0.2, 0.9) && joint.LogDensity([[0.2], [0.5]])[0] < Product(0.2, 0.5), "Values that went together are denser than the marginals say, others less.");
    }

    /// <summary>Values that the estimator of Optuna 5.0.0.dev gives for the same observations (31 kernels with aged weights, 4 kernels, the prior alone).</summary>
    [Theory]
    [InlineData(30, -11.157676656345082, -12.383723782364783, -12.464947502765266, -12.170792739740854, -12.303844141270535)]
    [InlineData(3, -8.845685954344296, -8.459260589907421, -10.496789508603507, -8.797892196932134, -8.38341310698296)]
    [InlineData(0, -8.954073298838743, -9.030899984986842, -9.112124480853208, -8.835498277356987, -8.9566197437052)]
    public void Density_is_that_of_Optuna_5(int observations, params double[] expected)
    {
        int[] k = [.. Enumerable.Range(0, observations)];
        JointParzenEstimator joint = Joint(
            (SearchParameter.Float("x", -5, 5), [.. k.Select(i => 7 * i % 31 / 3.1 - 5 + 0.05)]),
            (SearchParameter.Float("lr", 1e-4, 1e-1, log: true), [.. k.Select(i => Math.Pow(10, -4 + 3 * ((11 * i + 3) % 30 / 30.0) + 0.01))]),
            (SearchParameter.Integer("leaves", 4, 40), [.. k.Select(i => 4.0 + 5 * i % 37)]),
            (SearchParameter.Categorical("mode", "a", "b", "c"), [.. k.Select(i => (double)(i * i % 3))]));

        double[] rates = [0.01, 0.0002, 0.09, 0.0015, 0.03];
        double[] found = joint.LogDensity([[0.0, -4.9, 3.3, 1.25, -2], [.. rates.Select(r => Math.Log(r))], [4.0, 17, 40, 22, 9], [0.0, 1, 2, 1, 0]]);
        Close.To(expected, found, 1e-9);
    }

    [Fact]
    public void One_parameter_is_the_plain_estimator()
    {
        SearchParameter[] parameters = [SearchParameter.Float("x", 1e-3, 1, log: true), SearchParameter.Integer("n", 3, 40), SearchParameter.Categorical("c", "a", "b", "c")];
        double[][] values = [[0.01, 0.5, 0.02, 0.02, 0.9], [3, 40, 7, 7, 21], [0, 2, 2, 1, 2]], candidates = [[-4.5, -0.7, -0.1], [3, 8, 39], [0, 1, 2]];
        for (int p = 0; p < parameters.Length; p++)
            Close.To(new ParzenEstimator(parameters[p], values[p], TpeVariant.Independent49).LogDensity(candidates[p]), Joint((parameters[p], values[p])).LogDensity([candidates[p]]), 1e-9);
    }

    [Fact]
    public void Total_mass_of_integers_and_choices_is_one()
    {
        JointParzenEstimator joint = Joint((SearchParameter.Integer("n", 1, 6), [1, 5, 5, 2]), (SearchParameter.Categorical("c", "a", "b", "c"), [2, 0, 0, 2]));
        double sum = 0;
        for (int n = 1; n <= 6; n++)
        {
            for (int c = 0; c < 3; c++) sum += Math.Exp(joint.LogDensity([[n], [c]])[0]);
        }

        Close.To(1, sum, 1e-12);
    }

    [Fact]
    public void All_values_of_a_candidate_come_from_one_trial()
    {
        double[] x = [.. Enumerable.Range(0, 98).Select(i => i % 2 == 0 ? 0.1 : 0.9)], y = [.. x.Select(v => 1 - v)];
        JointParzenEstimator joint = Joint((SearchParameter.Float("x", 0, 1), x), (SearchParameter.Float("y", 0, 1), y));
        double[][] drawn = joint.Sample(400, new RandomSeed(5).Stream("joint").NextDouble);
        int together = Enumerable.Range(0, 400).Count(i => Math.Abs(drawn[0][i] + drawn[1][i] - 1) < 0.1), low = drawn[0].Count(v => v < 0.5);
        Assert.True(together >= 360, $"{together} of 400 pairs lie near one of the two clusters; drawn apart, about half would.");
        Assert.InRange(low, 150, 250);
    }
}
