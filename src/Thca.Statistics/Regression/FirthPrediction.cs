namespace Thca.Statistics.Regression;

/// <summary>Predicted risks of a Firth regression, whose own intercept is biased towards one half.</summary>
public static class FirthPrediction
{
    /// <summary>The intercept refitted by maximum likelihood with the slopes as offset (FLIC; Puhr et al., 2017): mean risk equals the event rate.</summary>
    /// <exception cref="ArgumentException">The model has no intercept.</exception>
    public static double CorrectedIntercept(LogisticFit fit)
    {
        if (!fit.Design.HasIntercept) throw new ArgumentException("The model has no intercept.", nameof(fit));
        double[] slopes = [.. fit.Coefficients];
        slopes[0] = 0;
        DesignMatrix none = DesignMatrix.Create(fit.Count, []);
        return new LogisticProblem(none, [.. fit.Outcome], fit.Options, fit.Design.Multiply(slopes)).Maximize([fit.Coefficients[0]], [true], firth: false).Coefficients[0];
    }
}
