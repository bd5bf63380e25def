using CsCheck;
using System.Text.Json;
using Thca.Statistics.Multiplicity;
using Thca.Testing;

namespace Thca.Statistics.Tests.Multiplicity;

public class PValueAdjustmentTests
{
    private static readonly double[] V8 = [.0003, .004, .012, .021, .034, .2, .41, .88];

    [Fact]
    public void ConformanceVectorV8()
    {
        // Clinical specification, vector V8.
        Close.To([.0024, .016, .032, .042, .0544, .266667, .468571, .88], PValueAdjustment.Adjust(V8, AdjustmentMethod.BenjaminiHochberg), 2e-6);
        Close.To([.0024, .028, .072, .105, .136, .6, .82, .88], PValueAdjustment.Adjust(V8, AdjustmentMethod.Holm), 1e-12);
        Close.To([.006523, .043486, .086971, .114150, .147851, .724762, 1, 1], PValueAdjustment.Adjust(V8, AdjustmentMethod.BenjaminiYekutieli), 1e-4);
    }

    [Fact]
    public void Golden_Statsmodels()
    {
        // golden/stats/tests.json, multipletests (statsmodels 0.13.5).
        JsonElement c = GoldenJson.Open("stats", "tests.json").GetProperty("cases").GetProperty("multipletests");
        double[] p = c.GetProperty("p").Numbers();
        foreach ((string key, AdjustmentMethod method) in new[]
        {
            ("bonferroni", AdjustmentMethod.Bonferroni), ("holm", AdjustmentMethod.Holm),
            ("fdr_bh", AdjustmentMethod.BenjaminiHochberg), ("fdr_by", AdjustmentMethod.BenjaminiYekutieli),
        })
        {
            Close.To(c.GetProperty(key).Numbers(), PValueAdjustment.Adjust(p, method), 1e-10, what: key);
        }
    }

    [Fact]
    public void Missing_DoesNotCount() => Assert.Equal([0.02, double.NaN, 0.02], PValueAdjustment.Adjust([0.01, double.NaN, 0.02], AdjustmentMethod.BenjaminiHochberg));

    [Fact]
    public void AdjustedValues_KeepTheOrderAndAreNeverSmaller() =>
        Gen.Double[0, 1].Array[1, 20].Sample(p =>
            Enum.GetValues<AdjustmentMethod>().All(method =>
            {
                double[] q = PValueAdjustment.Adjust(p, method);
                int[] order = [.. Enumerable.Range(0, p.Length).OrderBy(i => p[i])];
                return q.Zip(p).All(pair => pair.First >= pair.Second - 1e-15 && pair.First <= 1) && order.Zip(order.Skip(1)).All(pair => q[pair.First] <= q[pair.Second] + 1e-15);
            }), iter: 300);

    [Fact]
    public void Hochberg_ByHand() => Close.To([0.04, 0.04, 0.04], PValueAdjustment.Adjust([0.02, 0.03, 0.04], AdjustmentMethod.Hochberg), 1e-12); // min(3·.02, 2·.03, .04)
}
