using Thca.Core.Errors;

namespace Thca.Modeling.Imbalance;

/// <summary>Settings of a resampler.</summary>
public sealed record ResamplingOptions
{
    /// <summary>The method.</summary>
    /// <value><see cref="ResamplingMethod.None"/></value>
    public ResamplingMethod Method { get; init; }

    /// <summary>Minority rows per majority row after over- or under-sampling.</summary>
    /// <value>1</value>
    public double Ratio { get; init; } = 1;

    /// <summary>Neighbours among which synthetic rows are made; limited to the number of minority rows less one.</summary>
    /// <value>5</value>
    public int Neighbours { get; init; } = 5;

    /// <summary>Neighbours that decide whether a row is near the border.</summary>
    /// <value>10</value>
    public int BorderNeighbours { get; init; } = 10;

    /// <summary>Neighbours that must agree with a row for edited nearest neighbours to keep it.</summary>
    /// <value>3</value>
    public int EditingNeighbours { get; init; } = 3;

    /// <summary>Whether editing keeps a row on the majority of its neighbours instead of all.</summary>
    /// <value>false</value>
    public bool EditByMajority { get; init; }

    /// <summary>Whether cleaning drops minority rows too (it always does inside SmoteEnn and SmoteTomek).</summary>
    /// <value>false</value>
    public bool CleanAllClasses { get; init; }

    /// <summary>Whether distances are taken in robust z-scores, (x - median) / (1.4826 MAD), fitted on the fold; false uses raw values.</summary>
    /// <value>true</value>
    public bool Scale { get; init; } = true;

    /// <summary>Whether codes of categorical columns in synthetic rows are rounded to the nearer endpoint.</summary>
    /// <value>true</value>
    public bool RoundCategories { get; init; } = true;

    /// <summary>
    /// Whether Borderline-SMOTE 2 draws as imbalanced-learn 0.10 did: a Beta(10, 10) share of the rows lies between endangered rows and their minority
    /// neighbours, the rest up to half way to the majority rows that stand where those neighbours stand among the minority (an indexing slip of that
    /// release). Only for comparison with its results.
    /// </summary>
    /// <value>false: neighbours come from the whole set and steps towards majority rows are halved.</value>
    public bool LegacyBorderline2 { get; init; }

    /// <summary>Throws with every setting that is out of range.</summary>
    /// <exception cref="OptionsException">At least one is.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Ratio is not (> 0 and <= 10)) problems.Add(FormattableString.Invariant($"{nameof(ResamplingOptions)}.{nameof(Ratio)} is {Ratio}; allowed: (0, 10]."));
        if (Neighbours < 1) problems.Add(FormattableString.Invariant($"{nameof(ResamplingOptions)}.{nameof(Neighbours)} is {Neighbours}; allowed: at least 1."));
        if (BorderNeighbours < 1) problems.Add(FormattableString.Invariant($"{nameof(ResamplingOptions)}.{nameof(BorderNeighbours)} is {BorderNeighbours}; allowed: at least 1."));
        if (EditingNeighbours < 1) problems.Add(FormattableString.Invariant($"{nameof(ResamplingOptions)}.{nameof(EditingNeighbours)} is {EditingNeighbours}; allowed: at least 1."));
        OptionsException.ThrowIfAny(problems);
    }
}
