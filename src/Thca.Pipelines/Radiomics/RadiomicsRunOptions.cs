using Thca.Core.Provenance;
using Thca.Radiomics;

namespace Thca.Pipelines.Radiomics;

/// <summary>What a radiomics run over cases computes and how its table is named.</summary>
public sealed record RadiomicsRunOptions
{
    /// <summary>Settings of the extraction.</summary>
    /// <value>PyRadiomics' defaults.</value>
    public RadiomicsOptions Extraction { get; init; } = RadiomicsProfiles.PyRadiomics;

    /// <summary>Arithmetic of the quality control.</summary>
    /// <value><see cref="AnalysisMode.Sound"/>.</value>
    public AnalysisMode Mode { get; init; }

    /// <summary>Whether columns are named <c>original_glcm_Contrast</c> (as PyRadiomics) instead of <c>glcm_Contrast</c>.</summary>
    /// <value>true.</value>
    public bool FullNames { get; init; } = true;

    /// <summary>Limit on the decoded size of one volume, bytes.</summary>
    /// <value>4 GiB.</value>
    public long MaxDecodedBytes { get; init; } = 4L << 30;
}
