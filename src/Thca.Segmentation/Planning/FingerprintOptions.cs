using Thca.Core.Provenance;

namespace Thca.Segmentation.Planning;

/// <summary>How a data set's fingerprint is taken.</summary>
public sealed record FingerprintOptions
{
    /// <summary>
    /// Sound: exact statistics of whole HU, every case weighted equally, images turned to LPS. Reference: nnU-Net's 10⁸ draws with replacement from all
    /// foreground, images as in their files.
    /// </summary>
    /// <value><see cref="AnalysisMode.Sound"/>.</value>
    public AnalysisMode Mode { get; init; }

    /// <summary>Names or values of the labels whose intensities set the window; null: in sound mode thyroid, carotids and lesion where they exist, else all.</summary>
    /// <value>null.</value>
    public IReadOnlyList<string>? IntensityWindowLabels { get; init; }

    /// <summary>Draws over all cases in reference mode.</summary>
    /// <value>10⁸.</value>
    public int ReferenceDraws { get; init; } = 100_000_000;
}
