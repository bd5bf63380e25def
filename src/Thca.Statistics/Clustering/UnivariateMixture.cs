using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Statistics.Legacy;

namespace Thca.Statistics.Clustering;

/// <summary>
/// One-dimensional Gaussian mixtures by expectation-maximisation from k-means starts. Formulas, order of draws and stopping rule are those
/// of scikit-learn 1.2's diagonal mixture, so a fit from a <see cref="Mt19937"/> ends in the same optimum.
/// </summary>
public static class UnivariateMixture
{
    /// <summary>Fits with draws of the product's own generator.</summary>
    /// <param name="values">Finite values, at least one per component.</param>
    /// <param name="options">Components, starts, floor.</param>
    /// <param name="random">Serves all starts.</param>
    /// <exception cref="ThcaException">Fewer values than components, a value that is not finite, or a variance that is not positive.</exception>
    public static MixtureFit Fit(ReadOnlySpan<double> values, MixtureOptions options, RandomStream random) =>
        Fit(values, options, IUniformSource.From(random));

    /// <summary>Fits with the draws of <c>GaussianMixture(random_state=seed)</c>.</summary>
    /// <exception cref="ThcaException">Fewer values than components, a value that is not finite, or a variance that is not positive.</exception>
    public static MixtureFit Fit(ReadOnlySpan<double> values, MixtureOptions options, Mt19937 random) =>
        Fit(values, options, IUniformSource.From(random));

    private static MixtureFit Fit(ReadOnlySpan<double> values, MixtureOptions options, IUniformSource random)
    {
        options.Validate();
        if (values.Length < options.Components)
            throw new ThcaException(ProblemCodes.Undefined, FormattableString.Invariant($"{options.Components} components were asked of {values.Length} values."), "Ask for at most as many components as values.");
        foreach (double v in values)
        {
            if (!double.IsFinite(v)) throw new ThcaException(ProblemCodes.Undefined, FormattableString.Invariant($"A value is {v}; a mixture needs finite values."), "Drop it.");
        }

        return new ExpectationMaximisation(values, options).Run(random);
    }
}
