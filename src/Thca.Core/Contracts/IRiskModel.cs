using Thca.Core.Features;

namespace Thca.Core.Contracts;

/// <summary>Turns rows of named features into risks.</summary>
public interface IRiskModel
{
    /// <summary>Names of the features that the model needs.</summary>
    IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The probability of the outcome for every row, in order.</summary>
    /// <exception cref="Errors.TableException">A needed column is absent.</exception>
    double[] PredictProbability(FeatureTable table);
}
