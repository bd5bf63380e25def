using System.Text.Json;
using Thca.Clinical.Cleaning;
using Thca.Clinical.Imputation;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Testing;

namespace Thca.Clinical.Tests.Imputation;

public class PreprocessingModelTests
{
    [Fact]
    public void V13_ZeroInflatedCount_IsNeverCapped()
    {
        // Vector V13: 82 zeros and 1..18: the quartiles coincide, capping is refused with IQR_ZERO.
        double[] values = [.. Enumerable.Repeat(0.0, 82), .. Enumerable.Range(1, 18).Select(i => (double)i)];
        var series = new ClinicalSeries(new ClinicalColumn { Name = "Number_of_metastatic_lymph_nodes", Kind = ColumnKind.Count }, values);
        OutlierLimits limits = OutlierLimits.Learn(series, new PreprocessingOptions { Outliers = OutlierMethod.IqrFence });
        Assert.Equal("IQR_ZERO", limits.Refusal);
        Assert.Equal(values, limits.Apply(series).Values);
    }

    [Fact]
    public void Fences_ByHand()
    {
        // Quartiles 2 and 4 (type 7), fences -1 and 7: one outlier, moved to 7.
        var series = new ClinicalSeries(new ClinicalColumn { Name = "x", Kind = ColumnKind.Continuous }, [1, 2, 3, 4, 100]);
        OutlierLimits flag = OutlierLimits.Learn(series, new PreprocessingOptions()), cap = OutlierLimits.Learn(series, new PreprocessingOptions { Outliers = OutlierMethod.IqrFence });
        Assert.Equal((-1, 7, 1, false), (flag.Lower, flag.Upper, flag.Outliers, flag.Caps));
        Assert.Equal([1, 2, 3, 4, 100], flag.Apply(series).Values);
        ClinicalSeries capped = cap.Apply(series);
        Assert.Equal(7, capped[4]);
        Assert.Equal(CellMark.Capped, capped.Marks[4]);
    }

    [Fact]
    public void Golden_MostFrequent()
    {
        // golden/stats/imputation.json, most_frequent (scikit-learn SimpleImputer).
        JsonElement c = GoldenJson.Open("stats", "imputation.json").GetProperty("cases").GetProperty("most_frequent");
        double[][] rows = c.GetProperty("X").Rows();
        ClinicalSeries[] series = [.. Enumerable.Range(0, 2).Select(j => new ClinicalSeries(
            new ClinicalColumn { Name = $"c{j}", Kind = ColumnKind.Nominal, Levels = [.. Enumerable.Range(1, 3).Select(v => new ColumnLevel($"{v}", v, []))] },
            [.. rows.Select(r => r[j] - 1)]))];
        var table = new ClinicalTable(["a", "b", "c", "d", "e"], series);
        ClinicalTable done = PreprocessingModel.Fit(new TrainingFold<ClinicalTable>(table)).Transform(table);
        Close.To(c.GetProperty("imputed").Numbers(), [.. Enumerable.Range(0, 5).SelectMany(r => new[] { done.Columns[0][r] + 1, done.Columns[1][r] + 1 })], 0);
    }

    [Fact]
    public void Transform_UsesTrainingOnly_AndSurvivesJson()
    {
        ClinicalTable training = TableCleaner.Clean(Texts.Csv(Csv(60, 1))).Table, other = TableCleaner.Clean(Texts.Csv(Csv(40, 2))).Table;
        PreprocessingModel model = PreprocessingModel.Fit(new TrainingFold<ClinicalTable>(training));
        ClinicalTable all = model.Transform(other), one = model.Transform(other.SelectRows([3]));
        foreach (ClinicalSeries c in one.Columns) Assert.Equal(all[c.Name][3], c[0]);
        Assert.All(all.Columns, c => Assert.Equal(0, c.Missing));
        ClinicalTable again = PreprocessingModel.FromJson(model.ToJson()).Transform(other);
        foreach (ClinicalSeries c in all.Columns) Assert.Equal(c.Values, again[c.Name].Values);
        for (int r = 0; r < other.RowCount; r++) Close.To(all["NE"][r] / all["LYM"][r], all["NLR"][r], 1e-12);
        Assert.Throws<DataFormatException>(() => PreprocessingModel.FromJson("{\"schema\":\"x\"}"));
    }

    [Fact]
    public void MostlyMissingColumn_IsDropped_ThirtyPercentIsKept()
    {
        string csv = "PatientID,Age,BMI\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"{i},{(i < 3 ? "" : $"{40 + i}")},{(i < 4 ? "" : $"{20 + i}")}\n"));
        PreprocessingModel model = PreprocessingModel.Fit(new TrainingFold<ClinicalTable>(TableCleaner.Clean(Texts.Csv(csv)).Table));
        Assert.Equal([("Age", false), ("BMI", true)], model.Columns.Select(c => (c.Name, c.Dropped)));
    }

    internal static string Csv(int n, long seed)
    {
        var stream = new Core.Randomness.RandomSeed(seed).Stream("table");
        var text = new System.Text.StringBuilder("PatientID,Sex,T_stage,Age,PLT,LYM,MONO,NE,TSH,Site\n");
        for (int i = 0; i < n; i++)
        {
            string Maybe(string value) => stream.NextDouble() < 0.12 ? "" : value;
            string F(double v) => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            double z = stream.NextNormal();
            text.Append($"p{i:D3},{Maybe(z > 0 ? "Male" : "Female")},{Maybe($"T{stream.NextInt(4) + 1}")},{Maybe(F(50 + 10 * z))},{Maybe(F(220 + 30 * stream.NextNormal()))},");
            text.Append($"{Maybe(F(2 + 0.3 * stream.NextNormal()))},{Maybe(F(0.5 + 0.05 * stream.NextNormal()))},{Maybe(F(4 + 0.5 * z))},{Maybe(F(Math.Exp(z / 2)))},{Maybe("ABC"[stream.NextInt(3)].ToString())}\n");
        }

        return text.ToString();
    }
}
