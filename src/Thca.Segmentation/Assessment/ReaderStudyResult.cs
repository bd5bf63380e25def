using Thca.Statistics.Agreement;

namespace Thca.Segmentation.Assessment;

/// <summary>Result of a study of several readers.</summary>
public sealed record ReaderStudyResult
{
    /// <summary>The readers.</summary>
    public required IReadOnlyList<ReaderFolder> Readers { get; init; }

    /// <summary>The options that were used.</summary>
    public required EditStudyOptions Options { get; init; }

    /// <summary>One row per case, by id; failed ones included.</summary>
    public required IReadOnlyList<ReaderCase> Cases { get; init; }

    /// <summary>Patients of the cases that could be used.</summary>
    public required int Patients { get; init; }

    /// <summary>Mean Dice over all pairs of readers, by patient.</summary>
    public required EditSummary PairwiseDice { get; init; }

    /// <summary>Every pair of readers.</summary>
    public required IReadOnlyList<ReaderPair> Pairs { get; init; }

    /// <summary>ICC of the volumes of all readers: (A,1), (C,1), (A,k) and (C,k).</summary>
    public required IReadOnlyList<IntraclassCorrelation> Correlations { get; init; }
}
