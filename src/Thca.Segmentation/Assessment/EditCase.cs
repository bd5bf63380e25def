using Thca.Core.Cohorts;
using Thca.Core.Features;

namespace Thca.Segmentation.Assessment;

/// <summary>One row of a study: a case and label with its metrics, or with the reason why there are none. Every file has a row.</summary>
public sealed record EditCase
{
    /// <summary>The patient.</summary>
    public required PatientId Patient { get; init; }

    /// <summary>Name of the data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>Center of the data set; may be empty.</summary>
    public required string Center { get; init; }

    /// <summary>File name without extension.</summary>
    public required CaseId Case { get; init; }

    /// <summary>Label that was compared; null when it was not decided, or in reference mode, where every label counts.</summary>
    public int? Label { get; init; }

    /// <summary>Metrics of the sound mode; null when the case failed.</summary>
    public MaskPairMetrics? Metrics { get; init; }

    /// <summary>Metrics of the reference mode; null when the case failed.</summary>
    public ReferenceMaskPair? Reference { get; init; }

    /// <summary>How it went; the message of a good row says why values are NaN.</summary>
    public required RowStatus Status { get; init; }

    /// <summary>SHA-256 of the file before editing; empty when absent.</summary>
    public string BeforeSha256 { get; init; } = "";

    /// <summary>SHA-256 of the file after editing; empty when absent.</summary>
    public string AfterSha256 { get; init; } = "";

    /// <summary>Whether neither map has the label that was asked for although they have others.</summary>
    internal bool LabelAbsent { get; init; }
}
