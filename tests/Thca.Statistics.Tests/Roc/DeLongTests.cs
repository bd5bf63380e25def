using System.Text.Json;
using Thca.Statistics.Roc;
using Thca.Testing;

namespace Thca.Statistics.Tests.Roc;

public sealed class DeLongTests
{
    private static readonly double[] P = [.1, .2, .2, .35, .4, .4, .6, .8, .9, .55];
    private static readonly bool[] Y = [false, false, true, false, false, true, false, true, true, false];

    [Fact]
    public void Auc_variance_and_logit_interval_of_the_worked_example()
    {
        AucEstimate auc = DeLong.Auc(Y, P);
        Close.To(0.70833333333333333, auc.Value, 1e-12);
        Close.To(0.0399305556, auc.Variance, 1e-8);
        Close.To(0.1998263135, auc.StandardError, 1e-8);
        Close.To(0.2672880058, auc.Lower, 1e-8);
        Close.To(0.9417520075, auc.Upper, 1e-8);
    }

    [Theory]
    [InlineData("continuous")]
    [InlineData("ties")]
    [InlineData("small")]
    public void Agrees_with_the_golden_values(string name)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "stats", "delong.json")));
        JsonElement c = json.RootElement.GetProperty("cases").GetProperty(name);
        bool[] y = [.. c.GetProperty("y").EnumerateArray().Select(e => e.GetInt32() == 1)];
        double[] first = Numbers(c.GetProperty("score1")), second = Numbers(c.GetProperty("score2"));
        AucComparison comparison = DeLong.Compare(y, first, second);
        double[] auc = Numbers(c.GetProperty("auc"));
        JsonElement covariance = c.GetProperty("covariance"), logit = c.GetProperty("ci95_logit");
        Close.To(auc[0], comparison.First.Value, 1e-12);
        Close.To(auc[1], comparison.Second.Value, 1e-12);
        Close.To(covariance[0][0].GetDouble(), comparison.First.Variance, 1e-10);
        Close.To(covariance[1][1].GetDouble(), comparison.Second.Variance, 1e-10);
        Close.To(covariance[0][1].GetDouble(), comparison.Covariance, 1e-10);
        Close.To(logit[0][0].GetDouble(), comparison.First.Lower, 1e-8);
        Close.To(logit[0][1].GetDouble(), comparison.First.Upper, 1e-8);
        Close.To(c.GetProperty("z").GetDouble(), comparison.Z, 1e-9);
        Close.To(c.GetProperty("p_two_sided").GetDouble(), comparison.P, 1e-8);
    }

    [Fact]
    public void A_perfect_score_has_no_interval_and_equal_scores_no_difference()
    {
        double[] perfect = [.. Y.Select(y => y ? 1.0 : 0.0)];
        AucEstimate auc = DeLong.Auc(Y, perfect);
        Assert.Equal(1, auc.Value);
        Assert.True(double.IsNaN(auc.Lower));
        Assert.Equal(1, DeLong.Compare(Y, P, P).P);
    }

    [Fact]
    public void Independent_areas_add_their_variances()
    {
        AucEstimate a = DeLong.Auc(Y, P);
        AucComparison comparison = DeLong.CompareIndependent(a, a);
        Close.To(2 * a.Variance, Math.Pow((comparison.Upper - comparison.Difference) / 1.959963984540054, 2), 1e-12);
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];
}
