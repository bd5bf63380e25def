using Thca.Statistics.Hypotheses;
using Thca.Statistics.Regression;
using Thca.Statistics.Roc;

namespace Thca.Clinical.Regression;

/// <summary>How well a multivariable model fits and how far it can be trusted.</summary>
public sealed record ModelDiagnostics
{
    /// <summary>Complete rows.</summary>
    public required int Count { get; init; }

    /// <summary>Events among them.</summary>
    public required int Events { get; init; }

    /// <summary>Events (or non-events if fewer) per slope.</summary>
    public required double EventsPerVariable { get; init; }

    /// <summary>Estimator in words.</summary>
    public required string Estimator { get; init; }

    /// <summary>Log-likelihood.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Akaike's criterion.</summary>
    public required double Aic { get; init; }

    /// <summary>The Bayesian criterion.</summary>
    public required double Bic { get; init; }

    /// <summary>Test of all slopes together.</summary>
    public required HypothesisTestResult Global { get; init; }

    /// <summary>Measures of fit.</summary>
    public required ModelFit Fit { get; init; }

    /// <summary>Apparent area under the ROC curve with DeLong's interval.</summary>
    public required AucEstimate Auc { get; init; }

    /// <summary>The area minus the mean optimism of bootstrap refits; NaN when none were made.</summary>
    public required double OptimismCorrectedAuc { get; init; }

    /// <summary>Hosmer-Lemeshow test.</summary>
    public required HypothesisTestResult HosmerLemeshow { get; init; }

    /// <summary>VIF of every design column.</summary>
    public required IReadOnlyList<(string Column, double Value)> ColumnInflation { get; init; }

    /// <summary>GVIF^(1/q) of every term, comparable with a VIF; q design columns.</summary>
    public required IReadOnlyList<(string Term, double Value)> TermInflation { get; init; }

    /// <summary>Rows (0-based, of the table) whose Cook distance exceeds 4/n.</summary>
    public required IReadOnlyList<int> Influential { get; init; }

    /// <summary>Test of the non-linear part of a restricted cubic spline with four knots for every number, alone in a model.</summary>
    public required IReadOnlyList<(string Term, double PValue)> NonLinearity { get; init; }

    /// <summary>Remarks.</summary>
    public required IReadOnlyList<string> Flags { get; init; }
}
