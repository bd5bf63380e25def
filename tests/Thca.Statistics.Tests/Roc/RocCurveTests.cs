using System.Text.Json;
using CsCheck;
using Thca.Core.Errors;
using Thca.Statistics.Roc;
using Thca.Testing;

namespace Thca.Statistics.Tests.Roc;

public sealed class RocCurveTests
{
    private static readonly Gen<(bool[] Y, double[] S)> Scored =
        Gen.Select(Gen.Bool, Gen.Int[0, 20]).Array[4, 60].Select(rows => (
            (bool[])[true, false, .. rows.Select(r => r.Item1)],
            (double[])[3, 5, .. rows.Select(r => (double)r.Item2)]));

    [Theory]
    [InlineData("balanced")]
    [InlineData("rare")]
    [InlineData("ties")]
    public void Agrees_with_the_golden_values(string name)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "stats", "metrics.json")));
        JsonElement c = json.RootElement.GetProperty("cases").GetProperty(name);
        bool[] y = [.. c.GetProperty("y").EnumerateArray().Select(e => e.GetInt32() == 1)];
        double[] score = Numbers(c.GetProperty("score"));
        Close.To(c.GetProperty("auc").GetDouble(), RocCurve.Auc(y, score), 1e-12);
        Close.To(c.GetProperty("average_precision").GetDouble(), PrecisionRecallCurve.AveragePrecision(y, score), 1e-12);
        foreach ((string key, bool drop) in new[] { ("roc", true), ("roc_all", false) })
        {
            JsonElement expected = c.GetProperty(key);
            RocCurve curve = RocCurve.From(y, score, drop);
            Close.To(Numbers(expected.GetProperty("fpr")), [.. curve.Points.Select(p => p.FalsePositiveRate)], 1e-12);
            Close.To(Numbers(expected.GetProperty("tpr")), [.. curve.Points.Select(p => p.TruePositiveRate)], 1e-12);
            Close.To(Numbers(expected.GetProperty("thresholds")).AsSpan(1), [.. curve.Points.Skip(1).Select(p => p.Threshold)], 1e-12);
        }
    }

    [Fact]
    public void Worked_example_has_the_printed_average_precision()
    {
        double[] p = [.1, .2, .2, .35, .4, .4, .6, .8, .9, .55];
        bool[] y = [false, false, true, false, false, true, false, true, true, false];
        Close.To(0.7361111111, PrecisionRecallCurve.AveragePrecision(y, p), 1e-9);
        Close.To(RocCurve.Auc(y, p), RocCurve.From(y, p).Area(), 1e-12);
    }

    [Fact]
    public void Partial_area_is_half_for_chance_and_one_for_perfection()
    {
        bool[] y = [true, false, true, false];
        Close.To(0.5, RocCurve.From(y, [1, 1, 1, 1]).StandardisedPartialArea(0.2), 1e-12);
        Close.To(1, RocCurve.From(y, [1, 0, 1, 0]).StandardisedPartialArea(0.2), 1e-12);
    }

    [Fact]
    public void Area_does_not_change_under_monotone_maps_and_flips_with_the_sign() => Scored.Sample(d =>
    {
        double auc = RocCurve.Auc(d.Y, d.S);
        Close.To(auc, RocCurve.Auc(d.Y, [.. d.S.Select(Math.Exp)]), 1e-12);
        Close.To(1 - auc, RocCurve.Auc(d.Y, [.. d.S.Select(s => -s)]), 1e-12);
        Close.To(auc, RocCurve.From(d.Y, d.S, dropCollinear: true).Area(), 1e-9);
    }, iter: 200);

    [Fact]
    public void One_class_and_NaN_are_refused()
    {
        Assert.Contains("2 of 2", Assert.Throws<ThcaException>(() => RocCurve.Auc([true, true], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ThcaException>(() => RocCurve.Auc([true, false], [1, double.NaN]));
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];
}
