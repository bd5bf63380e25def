using Thca.Core.Randomness;
using Thca.Modeling.Search;
using Thca.Testing;

namespace Thca.Modeling.Tests.Search;

public sealed class ParzenEstimatorTests
{
    [Theory]
    [InlineData("float", 5)]
    [InlineData("float", 400)]
    [InlineData("log", 400)]
    [InlineData("integer", 400)]
    [InlineData("wide integer", 400)]
    public void Knowing_the_order_of_the_observations_changes_no_density(string kind, int count)
    {
        SearchParameter parameter = kind switch
        {
            "float" => SearchParameter.Float("x", -2, 3),
            "log" => SearchParameter.Float("x", 1e-4, 1, log: true),
            "integer" => SearchParameter.Integer("x", 1, 9),
            _ => SearchParameter.Integer("x", 1, 100_000),
        };
        RandomStream random = new RandomSeed(1).Stream("parzen", kind);
        double[] values = [.. Enumerable.Range(0, count).Select(_ => kind switch
        {
            "float" => -2 + 5 * random.NextDouble(),
            "log" => Math.Exp(Math.Log(1e-4) * random.NextDouble()),
            "integer" => 1 + random.NextInt(9),
            _ => 1.0 + random.NextInt(100_000),
        })];
        int[] ascending = [.. Enumerable.Range(0, count).OrderBy(i => values[i])];
        foreach (TpeVariant variant in Enum.GetValues<TpeVariant>())
        {
            var plain = new ParzenEstimator(parameter, values, variant);
            var sorted = new ParzenEstimator(parameter, values, variant, ascending);
            double[] candidates = [.. Enumerable.Range(0, 50).Select(_ => kind is "integer" or "wide integer" ? values[random.NextInt(count)] : kind == "log" ? Math.Log(values[random.NextInt(count)]) + 0.01 : -2 + 5 * random.NextDouble())];
            double[] a = plain.LogDensity(candidates), b = sorted.LogDensity(candidates);

            // Among equal integers the gaps may fall to another trial, whose age gives it another weight.
            double tolerance = kind == "integer" ? 0.05 : 1e-9;
            for (int i = 0; i < a.Length; i++) Close.To(a[i], b[i], tolerance, tolerance, $"{variant} {candidates[i]}");
        }
    }
}
