using Thca.Core.Errors;

namespace Thca.Statistics.Regression;

/// <summary>Settings of ridge logistic regression.</summary>
public sealed record RidgeOptions
{
    /// <summary>Inverse strength of the penalty: the weight of the summed log loss against half the squared coefficients.</summary>
    /// <value>1.</value>
    public double C { get; init; } = 1;

    /// <summary>Whether the intercept is penalised too, as liblinear does.</summary>
    /// <value>false.</value>
    public bool PenalizeIntercept { get; init; }

    /// <summary>Whether both classes get the same total weight, n/(2 n_class) per observation.</summary>
    /// <value>false.</value>
    public bool BalancedClasses { get; init; }

    /// <summary>Reports every setting outside its range at once.</summary>
    /// <exception cref="OptionsException">A setting is outside its range.</exception>
    public void Validate()
    {
        if (!(C > 0)) throw new OptionsException([FormattableString.Invariant($"C is {C}, expected above 0.")]);
    }
}
