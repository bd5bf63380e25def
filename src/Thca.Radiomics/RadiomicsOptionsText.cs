using System.Globalization;
using Thca.Radiomics.Parameters;
using Thca.Radiomics.Settings;

namespace Thca.Radiomics;

/// <summary>Settings as name and text, under the names of PyRadiomics parameter files.</summary>
internal static class RadiomicsOptionsText
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(RadiomicsOptions o) =>
    [
        Pair("minimumROIDimensions", o.MinimumRoiDimensions),
        Pair("minimumROISize", o.MinimumRoiSize),
        Pair("normalize", o.Normalize),
        Pair("normalizeScale", o.NormalizeScale),
        Pair("removeOutliers", o.RemoveOutliers),
        Pair("resampledPixelSpacing", o.ResampledPixelSpacing),
        Pair("interpolator", o.Interpolator == ImageInterpolator.None ? null : "sitk" + o.Interpolator),
        Pair("preCrop", o.PreCrop),
        Pair("padDistance", o.PadDistance),
        Pair("distances", o.Distances),
        Pair("force2D", o.Force2D),
        Pair("force2Ddimension", o.Force2DDimension),
        Pair("resegmentRange", o.ResegmentRange),
        Pair("resegmentMode", SettingNames.Resegmentations.First(w => w.Value == o.ResegmentMode).Key),
        Pair("resegmentShape", o.ResegmentShape),
        Pair("label", o.Label),
        Pair("additionalInfo", o.AdditionalInfo),
        Pair("binWidth", o.BinWidth),
        Pair("binCount", o.BinCount),
        Pair("voxelArrayShift", o.VoxelArrayShift),
        Pair("symmetricalGLCM", o.SymmetricalGlcm),
        Pair("weightingNorm", o.WeightingNorm == DistanceWeighting.None ? null : SettingNames.Weightings.First(w => w.Value == o.WeightingNorm).Key),
        Pair("gldm_a", o.GldmAlpha),
        Pair("geometryTolerance", o.GeometryTolerance),
        Pair("correctMask", o.CorrectMask),
        Pair("flatRegionLevel", o.FlatRegionLevel),
        Pair("ngtdmIsolated", o.NgtdmIsolated),
        Pair("negativeImc2", o.NegativeImc2),
        Pair("exactFlatMoments", o.ExactFlatMoments),
        Pair("featureClass", string.Join(", ", o.FeatureClasses.Select(c => c.Features is { Count: > 0 } f ? $"{c.Name}({string.Join(" ", f)})" : c.Name))),
    ];

    private static KeyValuePair<string, string> Pair<T>(string name, T value) => KeyValuePair.Create(name, value switch
    {
        null => "none",
        bool b => b ? "true" : "false",
        IReadOnlyList<double> list => $"[{string.Join(", ", list.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}]",
        IReadOnlyList<int> list => $"[{string.Join(", ", list.Select(v => v.ToString(CultureInfo.InvariantCulture)))}]",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    });
}
