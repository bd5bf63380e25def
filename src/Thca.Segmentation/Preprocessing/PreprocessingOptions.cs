using Thca.Core.Errors;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Segmentation.Datasets;

namespace Thca.Segmentation.Preprocessing;

/// <summary>How a data set is preprocessed.</summary>
public sealed record PreprocessingOptions
{
    /// <summary>Configurations; null: all that need no earlier stage.</summary>
    /// <value>null.</value>
    public IReadOnlyList<string>? Configurations { get; init; }

    /// <summary>Decides the orientation where the plans do not say it.</summary>
    /// <value><see cref="AnalysisMode.Sound"/>.</value>
    public AnalysisMode Mode { get; init; }

    /// <summary>Seed of the stored foreground positions.</summary>
    /// <value>1234.</value>
    public RandomSeed LocationSeed { get; init; } = new(1234);

    /// <summary>Patient of every case, for the folds; absent cases are patients of their own.</summary>
    /// <value>null.</value>
    public IReadOnlyDictionary<string, string>? Patients { get; init; }

    /// <summary>Number of folds; fewer where there are fewer patients.</summary>
    /// <value>5.</value>
    public int Folds { get; init; } = 5;

    /// <summary>Seed of the folds.</summary>
    /// <value>12345.</value>
    public uint SplitSeed { get; init; } = CrossValidationSplit.DefaultSeed;

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">A value is outside its range.</exception>
    public void Validate() => OptionsException.ThrowIfAny(Folds >= 2 ? [] : [FormattableString.Invariant($"Folds is {Folds}; at least 2 are needed.")]);
}
