using System.Globalization;
using Thca.Radiomics.Catalogue;
using Thca.Radiomics.Settings;

namespace Thca.Radiomics;

/// <summary>Ranges of the settings.</summary>
internal static class RadiomicsOptionsCheck
{
    public static List<string> Problems(RadiomicsOptions o)
    {
        List<string> problems = [];
        AddIf(problems, !(double.IsFinite(o.BinWidth) && o.BinWidth > 0), "binWidth", o.BinWidth, "must be a positive number");
        AddIf(problems, o.BinCount is < 1 or > MaximumBins, "binCount", o.BinCount, $"must be 1 to {MaximumBins}");
        AddIf(problems, !(double.IsFinite(o.NormalizeScale) && o.NormalizeScale > 0), "normalizeScale", o.NormalizeScale, "must be a positive number");
        AddIf(problems, o.RemoveOutliers is { } k && !(double.IsFinite(k) && k > 0), "removeOutliers", o.RemoveOutliers, "must be a positive number");
        AddIf(problems, o.PadDistance < 0, "padDistance", o.PadDistance, "must not be negative");
        AddIf(problems, o.Force2DDimension is < 0 or > 2, "force2Ddimension", o.Force2DDimension, "must be 0 (z), 1 (y) or 2 (x)");
        AddIf(problems, o.GldmAlpha < 0, "gldm_a", o.GldmAlpha, "must not be negative");
        AddIf(problems, !double.IsFinite(o.VoxelArrayShift), "voxelArrayShift", o.VoxelArrayShift, "must be finite");
        AddIf(problems, o.MinimumRoiDimensions is < 1 or > 3, "minimumROIDimensions", o.MinimumRoiDimensions, "must be 1, 2 or 3");
        AddIf(problems, o.MinimumRoiSize is < 1, "minimumROISize", o.MinimumRoiSize, "must be positive");
        AddIf(problems, !(double.IsFinite(o.GeometryTolerance) && o.GeometryTolerance > 0), "geometryTolerance", o.GeometryTolerance, "must be a positive number");
        AddIf(problems, o.Label < 1, "label", o.Label, "must be positive");
        CheckDistances(o, problems);
        CheckResampling(o, problems);
        CheckResegmentation(o, problems);
        CheckClasses(o, problems);
        return problems;
    }

    /// <summary>More bins than any texture matrix is useful for; bounds the memory of a matrix.</summary>
    public const int MaximumBins = 4096;

    private static void CheckDistances(RadiomicsOptions o, List<string> problems)
    {
        AddIf(problems, o.Distances.Count == 0, "distances", "[]", "needs at least one distance");
        foreach (int d in o.Distances) AddIf(problems, d is < 1 or > 32, "distances", d, "must be 1 to 32 voxels");
    }

    private static void CheckResampling(RadiomicsOptions o, List<string> problems)
    {
        AddIf(problems, o.Interpolator > ImageInterpolator.BSpline || !Enum.IsDefined(o.Interpolator), "interpolator", "sitk" + o.Interpolator, "is not available; use sitkNearestNeighbor, sitkLinear or sitkBSpline");
        if (o.ResampledPixelSpacing is not { } spacing) return;
        AddIf(problems, spacing.Count != 3, "resampledPixelSpacing", spacing.Count + " values", "needs x, y and z in mm");
        foreach (double s in spacing) AddIf(problems, !(double.IsFinite(s) && s >= 0), "resampledPixelSpacing", s, "must be positive, or 0 to keep an axis");
    }

    private static void CheckResegmentation(RadiomicsOptions o, List<string> problems)
    {
        if (o.ResegmentRange is not { } range) return;
        AddIf(problems, range.Count is < 1 or > 2, "resegmentRange", range.Count + " values", "needs one or two limits");
        foreach (double limit in range) AddIf(problems, !double.IsFinite(limit), "resegmentRange", limit, "must be finite");
    }

    private static void CheckClasses(RadiomicsOptions o, List<string> problems)
    {
        AddIf(problems, o.FeatureClasses.Count == 0, "featureClass", "[]", "needs at least one class");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (FeatureClassSelection selection in o.FeatureClasses)
        {
            FeatureClassCatalogue? known = RadiomicsFeatures.FindClass(selection.Name);
            AddIf(problems, known is null, "featureClass", selection.Name, $"is unknown; classes are {string.Join(", ", RadiomicsFeatures.ClassNames)}");
            AddIf(problems, !seen.Add(selection.Name), "featureClass", selection.Name, "is named twice");
            foreach (string feature in selection.Features ?? [])
                AddIf(problems, known is not null && !known.Contains(feature), "featureClass." + selection.Name, feature, "is not a feature of this class");
        }
    }

    private static void AddIf(List<string> problems, bool wrong, string setting, object? value, string rule)
    {
        if (wrong) problems.Add(string.Create(CultureInfo.InvariantCulture, $"{setting}: {value} {rule}."));
    }
}
