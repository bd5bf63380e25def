using System.Text.Json;
using Thca.Clinical.Imputation;
using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Statistics.Regression;
using Thca.Testing;

namespace Thca.Clinical.Tests.Imputation;

/// <summary>Expected values: vectors V1 to V3 of the clinical specification and golden/stats/imputation.json (scikit-learn 1.2.1).</summary>
public class IterativeImputerTests
{
    private const double N = double.NaN;

    [Fact]
    public void V1_BayesianRidge()
    {
        BayesianRidge fit = BayesianRidge.Fit([[1, 2, 3, 4, 5, 6], [2.0, 3.9, 6.1, 8.2, 9.8, 12.1], [3.1, 5.2, 6.8, 9.1, 11.2, 12.9]], [1.2, 1.9, 3.2, 3.8, 5.1, 6.2]);
        Close.To([0.16897492, 0.26147131, 0.15520237], [.. fit.Coefficients], 1e-6);
        Close.To([-0.10878166888, 24.5561418, 10.8208662], [fit.Intercept, fit.Alpha, fit.Lambda], 1e-6);
        Assert.Equal(4, fit.Iterations);
    }

    [Fact]
    public void V2_FitAndTransform()
    {
        FeatureTable table = Table(
            [45, 5.2, N, 1.1], [52, N, 210, 1.9], [38, 6.1, 260, N], [61, 4.4, 190, 2.8], [29, 7.0, 305, 0.7],
            [57, 5.0, N, 2.2], [43, N, 240, 1.4], [66, 4.1, 175, 3.1], [35, 6.6, 280, 0.9], [49, 5.6, 225, 1.6]);
        (IterativeImputer model, FeatureTable done) = IterativeImputer.Fit(new TrainingFold<FeatureTable>(table), IterativeImputerOptions.Reference);
        Close.To(
            [215.6515565264, 4.9905313092, 0.9495958915, 200.9264170749, 5.6457410347],
            [done.Columns[2][0], done.Columns[1][1], done.Columns[3][2], done.Columns[2][5], done.Columns[1][6]], 1e-6);
        Assert.Equal((10, false), (model.Rounds, model.Converged));
        Close.To([23.94, 0.305], [model.LastChange, model.Threshold], 1e-3);
        FeatureTable applied = model.Transform(Table([50, N, 230, N], [40, 6.0, N, 1.2]));
        Close.To([5.3960668023, 1.9255725612, 256.0693457684], [applied.Columns[1][0], applied.Columns[3][0], applied.Columns[2][1]], 1e-6);
    }

    [Fact]
    public void V3_DocumentedToy()
    {
        (IterativeImputer model, _) = IterativeImputer.Fit(new TrainingFold<FeatureTable>(Table([7, 2, 3], [4, N, 6], [10, 5, 9])), IterativeImputerOptions.Reference);
        FeatureTable done = model.Transform(Table([N, 2, 3], [4, N, 6], [10, N, 9]));
        Close.To([6.958476229, 2.6000004, 4.9999993], [done.Columns[0][0], done.Columns[1][1], done.Columns[1][2]], 1e-6);
        Assert.Equal(2, model.Rounds);
    }

    [Theory]
    [InlineData("clinical")]
    [InlineData("small")]
    [InlineData("one_column")]
    public void Golden_ScikitLearn(string name)
    {
        JsonElement c = GoldenJson.Open("stats", "imputation.json").GetProperty("cases").GetProperty(name);
        (IterativeImputer model, FeatureTable done) = IterativeImputer.Fit(new TrainingFold<FeatureTable>(Table(c.GetProperty("X").Rows())), IterativeImputerOptions.Reference);
        Close.To(c.GetProperty("imputed").Numbers(), done.ToRowMajor(), 1e-5, what: name);
        Assert.Equal((int)c.GetProperty("n_iter").Number(), model.Rounds);
    }

    [Fact]
    public void Units_DoNotMatterInSound_AndValuesStayInRange()
    {
        double[][] rows = GoldenJson.Open("stats", "imputation.json").GetProperty("cases").GetProperty("small").GetProperty("X").Rows();
        double[][] scaled = [.. rows.Select(r => r.Select((v, j) => j == 0 ? v * 1000 : v).ToArray())];
        FeatureTable a = IterativeImputer.Fit(new TrainingFold<FeatureTable>(Table(rows))).Completed, b = IterativeImputer.Fit(new TrainingFold<FeatureTable>(Table(scaled))).Completed;
        Close.To([.. a.Columns[0].Values.ToArray().Select(v => v * 1000)], b.Columns[0].Values, 1e-6, 1e-6);
        double[] observed = [.. rows.Select(r => r[0]).Where(v => !double.IsNaN(v))];
        Assert.All(a.Columns[0].Values.ToArray(), v => Assert.InRange(v, observed.Min(), observed.Max()));
    }

    private static FeatureTable Table(params double[][] rows) => new(
        [.. rows.Select((_, i) => $"p{i}")], [.. Enumerable.Range(0, rows[0].Length).Select(j => new FeatureColumn($"c{j}", [.. rows.Select(r => r[j])]))]);
}
