using Thca.Clinical.Tables;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Regression;
using Thca.Statistics.Roc;

namespace Thca.Clinical.Regression;

/// <summary>The training model, coefficients unchanged, in another cohort.</summary>
/// <param name="Count">Complete rows.</param>
/// <param name="Events">Events among them.</param>
/// <param name="Auc">Discrimination with DeLong's interval.</param>
/// <param name="Calibration">Calibration slope and calibration in the large.</param>
/// <param name="HosmerLemeshow">Hosmer-Lemeshow test without loss of degrees of freedom.</param>
/// <param name="Brier">Mean squared error of the predicted risks.</param>
public sealed record TransportCheck(int Count, int Events, AucEstimate Auc, CalibrationLine Calibration, HypothesisTestResult HosmerLemeshow, double Brier)
{
    /// <summary>Applies a model; the intercept of a Firth model is corrected to the training event rate first (FLIC). With imputations, the mean coefficients apply.</summary>
    /// <returns>Null when the cohort lacks a term, complete rows or one of the outcomes.</returns>
    public static TransportCheck? Of(TermModel model, ClinicalTable cohort)
    {
        if (model.Fits.Count == 0 || cohort.Outcome is null || model.Terms.Any(t => cohort.Find(t.Name) is null)) return null;
        LogisticFit first = model.First;
        (string Name, double[] Values)[] columns = [.. model.Terms.SelectMany(t => t.Columns(cohort[t.Name])).Where(c => first.Design.IndexOf(c.Name) >= 0)];
        int[] rows = [.. Enumerable.Range(0, cohort.RowCount).Where(r => !double.IsNaN(cohort.Outcome[r]) && columns.All(c => double.IsFinite(c.Values[r])))];
        double[] y = [.. rows.Select(r => cohort.Outcome[r])];
        if (y.Sum() == 0 || y.Sum() == y.Length) return null;
        double[] b = MeanCoefficients([.. model.Fits.Where(f => f.Design.Names.SequenceEqual(first.Design.Names))]);
        double[] lp = DesignMatrix.Create(rows.Length, columns.Select(c => (c.Name, Array.ConvertAll(rows, r => c.Values[r])))).Multiply(b);
        double[] risk = Array.ConvertAll(lp, v => 1 / (1 + Math.Exp(-v)));
        return new TransportCheck(
            y.Length, (int)y.Sum(), DeLong.Auc(Array.ConvertAll(y, v => v == 1), risk), CalibrationLine.Fit(y, lp),
            Statistics.Regression.HosmerLemeshow.Test(y, risk, external: true), y.Zip(risk, (o, p) => (o - p) * (o - p)).Average());
    }

    private static double[] MeanCoefficients(LogisticFit[] fits)
    {
        var b = new double[fits[0].Coefficients.Count];
        foreach (LogisticFit fit in fits)
            for (int j = 0; j < b.Length; j++)
                b[j] += (j == 0 && fit.Estimator == LogisticEstimator.Firth ? FirthPrediction.CorrectedIntercept(fit) : fit.Coefficients[j]) / fits.Length;
        return b;
    }
}
