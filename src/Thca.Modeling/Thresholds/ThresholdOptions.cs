using System.Globalization;
using Thca.Core.Errors;

namespace Thca.Modeling.Thresholds;

/// <summary>How a decision threshold is chosen.</summary>
public sealed record ThresholdOptions
{
    /// <summary>What is maximised.</summary>
    /// <value><see cref="ThresholdStrategy.Screening"/></value>
    public ThresholdStrategy Strategy { get; init; } = ThresholdStrategy.Screening;

    /// <summary>Smallest sensitivity (its target for FixedSensitivity).</summary>
    /// <value>0.90</value>
    public double MinSensitivity { get; init; } = 0.90;

    /// <summary>Smallest negative predictive value.</summary>
    /// <value>0.95</value>
    public double MinNpv { get; init; } = 0.95;

    /// <summary>Smallest lower limit of sensitivity for ScreeningLowerBound.</summary>
    /// <value>0.85</value>
    public double MinSensitivityBound { get; init; } = 0.85;

    /// <summary>Weight of recall in FBeta.</summary>
    /// <value>2</value>
    public double Beta { get; init; } = 2;

    /// <summary>Cost of a missed event.</summary>
    /// <value>5</value>
    public double FalseNegativeCost { get; init; } = 5;

    /// <summary>Cost of a false alarm.</summary>
    /// <value>1</value>
    public double FalsePositiveCost { get; init; } = 1;

    /// <summary>The threshold of strategy Fixed.</summary>
    /// <value>0.5</value>
    public double FixedValue { get; init; } = 0.5;

    /// <summary>Throws with every setting that is out of range.</summary>
    /// <exception cref="OptionsException">At least one is.</exception>
    public void Validate()
    {
        List<string> problems = [];
        void Share(double value, string name)
        {
            if (value is not (>= 0 and <= 1)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(ThresholdOptions)}.{name} is {value}; allowed: 0 to 1."));
        }

        Share(MinSensitivity, nameof(MinSensitivity));
        Share(MinNpv, nameof(MinNpv));
        Share(MinSensitivityBound, nameof(MinSensitivityBound));
        Share(FixedValue, nameof(FixedValue));
        if (!(Beta > 0)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(ThresholdOptions)}.{nameof(Beta)} is {Beta}; allowed: above 0."));
        if (!(FalseNegativeCost > 0) || !(FalsePositiveCost > 0))
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(ThresholdOptions)}: costs are {FalseNegativeCost} and {FalsePositiveCost}; allowed: above 0."));
        OptionsException.ThrowIfAny(problems);
    }
}
