using System.Globalization;
using Thca.Core.Errors;

namespace Thca.Modeling.Preprocessing;

/// <summary>What is learnt from a training fold before features are selected.</summary>
public sealed record PreprocessingOptions
{
    /// <summary>Whether values are limited to [Q1 - 1.5 IQR, Q3 + 1.5 IQR]; trees do not need it.</summary>
    /// <value>false</value>
    public bool Winsorise { get; init; }

    /// <summary>How missing values are treated.</summary>
    /// <value><see cref="MissingPolicy.Impute"/></value>
    public MissingPolicy Missing { get; init; } = MissingPolicy.Impute;

    /// <summary>Columns whose most frequent value covers more than this share of rows are dropped, as are constant ones; 1 keeps all but constants.</summary>
    /// <value>0.99</value>
    public double LargestDominantShare { get; init; } = 0.99;

    /// <summary>Columns are clustered (average linkage on 1 - |Spearman|) down to this absolute correlation and one of each cluster is kept; 1 keeps all.</summary>
    /// <value>0.90</value>
    public double RedundancyCorrelation { get; init; } = 0.90;

    /// <summary>Keeps every column and fills missing values only: what protocol Reference does.</summary>
    public static PreprocessingOptions Minimal { get; } = new() { LargestDominantShare = double.PositiveInfinity, RedundancyCorrelation = 1 };

    /// <summary>Throws with every setting that is out of range.</summary>
    /// <exception cref="OptionsException">At least one is.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (!(LargestDominantShare > 0))
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(PreprocessingOptions)}.{nameof(LargestDominantShare)} is {LargestDominantShare}; allowed: above 0."));
        if (RedundancyCorrelation is not (> 0 and <= 1))
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{nameof(PreprocessingOptions)}.{nameof(RedundancyCorrelation)} is {RedundancyCorrelation}; allowed: (0, 1]."));
        OptionsException.ThrowIfAny(problems);
    }
}
