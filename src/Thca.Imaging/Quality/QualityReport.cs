using System.Globalization;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;

namespace Thca.Imaging.Quality;

/// <summary>
/// How fit an image and its lesion are for radiomics. A measure that does not belong to the mode is null; one that could not be
/// computed is NaN and has an entry in <see cref="Reasons"/>.
/// </summary>
public sealed record QualityReport
{
    /// <summary>Which set of measures decided.</summary>
    public required AnalysisMode Mode { get; init; }

    /// <summary>Tumour volume, mm³: voxels times voxel volume.</summary>
    public required double TumorVolume { get; init; }

    /// <summary>Whether the volume is large enough.</summary>
    public required bool VolumePass { get; init; }

    /// <summary>Population standard deviation inside the tumour, HU.</summary>
    public required double IntensityStd { get; init; }

    /// <summary>P75 - P25 inside the tumour, HU.</summary>
    public required double IntensityIqr { get; init; }

    /// <summary>Whether the tumour is not flat.</summary>
    public required bool IntensityPass { get; init; }

    /// <summary>Noise in the surrounding soft tissue, HU: 1.4826 times the median absolute deviation of (I[x+1] - I[x]) / √2 over horizontal neighbours in the shell. Sound only.</summary>
    public double? NoiseHU { get; init; }

    /// <summary>Whether the noise is low enough. Sound only.</summary>
    public bool? NoisePass { get; init; }

    /// <summary>|mean of tumour - mean of shell| / noise. Sound only.</summary>
    public double? Cnr { get; init; }

    /// <summary>Whether the contrast-to-noise ratio is high enough. Sound only.</summary>
    public bool? CnrPass { get; init; }

    /// <summary>Mean gradient magnitude in the layer of voxels around the tumour, HU per mm. Sound only; informational.</summary>
    public double? EdgeGradientMagnitude { get; init; }

    /// <summary>Number of 26-connected components of the tumour. Sound only; informational.</summary>
    public int? NumComponents { get; init; }

    /// <summary>Size of the tumour's bounding box along x, y and z, mm. Sound only; informational.</summary>
    public (double X, double Y, double Z)? BoundingBox { get; init; }

    /// <summary>Mean of tumour / standard deviation of far background. Reference only.</summary>
    public double? Snr { get; init; }

    /// <summary>Whether <see cref="Snr"/> is high enough. Reference only.</summary>
    public bool? SnrPass { get; init; }

    /// <summary>|mean of tumour - mean of far background|, HU. Reference only.</summary>
    public double? ContrastHU { get; init; }

    /// <summary>Whether <see cref="ContrastHU"/> is high enough. Reference only.</summary>
    public bool? ContrastPass { get; init; }

    /// <summary>Mean |derivative along z| in the layer of voxels around the tumour, HU per slice. Reference only; informational.</summary>
    public double? EdgeGradient { get; init; }

    /// <summary>Whether <see cref="EdgeGradient"/> is high enough. Reference only; informational.</summary>
    public bool? EdgePass { get; init; }

    /// <summary>Whether all four checks passed.</summary>
    public required bool OverallPass { get; init; }

    /// <summary>25 points for each check passed: 0, 25, 50, 75 or 100.</summary>
    public required int Score { get; init; }

    /// <summary>What to do, in words.</summary>
    public required string Recommendation { get; init; }

    /// <summary>Why a measure is NaN, by column name.</summary>
    public required IReadOnlyDictionary<string, Problem> Reasons { get; init; }

    /// <summary>All columns of the mode in order, as text: shortest round-trip numbers, <c>True</c>/<c>False</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Columns()
    {
        List<KeyValuePair<string, string>> columns = [];
        if (Mode == AnalysisMode.Sound)
        {
            Add("NoiseHU", NoiseHU);
            Add("NoiseHU_Pass", NoisePass);
            Add("CNR", Cnr);
            Add("CNR_Pass", CnrPass);
        }
        else
        {
            Add("SNR", Snr);
            Add("SNR_Pass", SnrPass);
            Add("Contrast_HU", ContrastHU);
            Add("Contrast_Pass", ContrastPass);
        }

        Add("TumorVolume_mm3", TumorVolume);
        Add("Volume_Pass", VolumePass);
        Add("Intensity_STD", IntensityStd);
        Add("Intensity_IQR", IntensityIqr);
        Add("Intensity_Pass", IntensityPass);
        if (Mode == AnalysisMode.Sound)
        {
            Add("EdgeGradientMag", EdgeGradientMagnitude);
            Add("NumComponents", NumComponents);
            Add("BoundingBox_mm", BoundingBox is { } b ? FormattableString.Invariant($"({b.X}, {b.Y}, {b.Z})") : "");
        }
        else
        {
            Add("EdgeGradient", EdgeGradient);
            Add("Edge_Pass", EdgePass);
        }

        Add("Overall_QC_Pass", OverallPass);
        Add("Quality_Score", Score);
        Add("Recommendation", Recommendation);
        return columns;

        void Add(string name, object? value) =>
            columns.Add(new KeyValuePair<string, string>(name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
    }
}
