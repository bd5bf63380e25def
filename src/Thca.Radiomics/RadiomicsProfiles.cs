using Thca.Core.Provenance;
using Thca.Radiomics.Settings;

namespace Thca.Radiomics;

/// <summary>Named sets of settings.</summary>
public static class RadiomicsProfiles
{
    /// <summary>The defaults and conventions of PyRadiomics.</summary>
    public static RadiomicsOptions PyRadiomics { get; } = new();

    /// <summary>The settings of the thyroid study (32 bins, z-scores times 100, masks corrected) with sound conventions.</summary>
    public static RadiomicsOptions Thca { get; } = ThcaFor(AnalysisMode.Sound);

    /// <summary>
    /// The settings of the thyroid study. <see cref="AnalysisMode.Sound"/> puts a constant region on level 1, leaves isolated voxels out of
    /// NGTDM and takes 0 for an Imc2 that rounding makes undefined; <see cref="AnalysisMode.Reference"/> does these three as PyRadiomics.
    /// </summary>
    public static RadiomicsOptions ThcaFor(AnalysisMode mode)
    {
        var study = new RadiomicsOptions { BinCount = 32, Normalize = true, NormalizeScale = 100, GeometryTolerance = 1e-5, CorrectMask = true };
        return mode == AnalysisMode.Reference ? study : study with
        {
            FlatRegionLevel = FlatRegionLevel.One,
            NgtdmIsolated = IsolatedVoxels.Exclude,
            NegativeImc2 = NegativeInformation.Zero,
            ExactFlatMoments = true,
        };
    }
}
