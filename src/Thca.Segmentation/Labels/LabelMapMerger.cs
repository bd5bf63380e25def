using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging.Distance;
using Thca.Imaging.Labelling;
using Thca.Imaging.Resampling;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Labels;

/// <summary>
/// Writes the ten structures and the lesion into one map: thyroid first, then vertebrae, clavicles, carotids, trachea (later wins: vessels and airway over
/// gland), the lesion last. Masks stored with other axis directions than the image are turned; a different grid is refused or resampled. Safe for use by
/// several threads.
/// </summary>
public static class LabelMapMerger
{
    /// <summary>Code of a label outside 0 to 11.</summary>
    public const string LabelUnknown = "LABEL_UNKNOWN";

    private const double NearGland = 10;
    private const float Air = -300;

    private static readonly AnatomicalLabel[] Order =
    [
        AnatomicalLabel.Thyroid, AnatomicalLabel.VertebraC5, AnatomicalLabel.VertebraC6, AnatomicalLabel.VertebraC7, AnatomicalLabel.VertebraT1,
        AnatomicalLabel.LeftClavicle, AnatomicalLabel.RightClavicle, AnatomicalLabel.LeftCommonCarotid, AnatomicalLabel.RightCommonCarotid, AnatomicalLabel.Trachea,
    ];

    /// <summary>Merges anatomy and lesion of one case.</summary>
    /// <param name="image">The CT, HU.</param>
    /// <param name="anatomy">Masks of the ten structures.</param>
    /// <param name="lesion">The lesion; null counts as empty.</param>
    /// <param name="options">Default <see cref="MergeOptions"/>.</param>
    /// <exception cref="ThcaException">A grid differs (GEOMETRY_MISMATCH), the image has voxels that are not finite (NON_FINITE_VOXELS), or the lesion is empty (MASK_EMPTY).</exception>
    public static MergedCase Merge(Volume<float> image, AnatomySource anatomy, Mask? lesion, MergeOptions? options = null)
    {
        options ??= new MergeOptions();
        CaseReader.EnsureFinite(image);
        var labels = new int[image.Size.Count];
        var before = new int[AnatomicalStructure.All.Count];
        var ratio = new double[before.Length];
        Array.Fill(ratio, double.NaN);
        var warnings = new List<string>();
        Mask? gland = null;
        foreach (AnatomicalLabel label in Order)
        {
            if (!anatomy.Present.Contains(label)) continue;
            Mask mask = OnGrid(image, anatomy.Read(label), AnatomicalStructure.Of(label).SourceName, options, warnings);
            if (label == AnatomicalLabel.Thyroid) gland = mask;
            before[(int)label] = Write(mask, (int)label, labels);
            ratio[(int)label] = VertebraRatio(label, mask);
        }

        Mask wanted = lesion is null ? new Mask(image.Geometry, new byte[labels.Length]) : OnGrid(image, lesion, "the lesion mask", options, warnings);
        int[] taken = Taken(wanted, labels);
        int air = CountAir(image, wanted, labels);
        before[(int)AnatomicalLabel.Lesion] = Write(wanted, (int)AnatomicalLabel.Lesion, labels);
        return Finish(image, new LabelMap(image.Geometry, labels), before, taken, ratio, air, gland, warnings, options);
    }

    /// <summary>Takes over a map that is merged already, and reports on it.</summary>
    /// <param name="image">The CT, HU.</param>
    /// <param name="map">Labels 0 to 11.</param>
    /// <param name="options">Default <see cref="MergeOptions"/>.</param>
    /// <exception cref="ThcaException">As for the other overload; a label outside 0 to 11 (<see cref="LabelUnknown"/>).</exception>
    public static MergedCase Adopt(Volume<float> image, LabelMap map, MergeOptions? options = null)
    {
        options ??= new MergeOptions();
        CaseReader.EnsureFinite(image);
        int[] unknown = [.. map.DistinctLabels().Where(l => l is < 0 or > (int)AnatomicalLabel.Lesion)];
        if (unknown.Length > 0)
        {
            throw new ThcaException(
                LabelUnknown, $"The label map holds {string.Join(", ", unknown.Take(10))}; labels 0 to 11 are known.", "Map the labels onto those of this product (1 thyroid … 11 lesion).");
        }

        var warnings = new List<string>();
        LabelMap labels = OnGrid(image, map, "the label map", options, warnings);
        var before = new int[AnatomicalStructure.All.Count];
        foreach (int label in labels.Labels) before[label]++;
        var ratio = new double[before.Length];
        Array.Fill(ratio, double.NaN);
        for (int label = (int)AnatomicalLabel.VertebraC5; label <= (int)AnatomicalLabel.VertebraT1; label++)
        {
            if (before[label] > 0) ratio[label] = VertebraRatio((AnatomicalLabel)label, labels.Select(label));
        }

        Mask? gland = before[(int)AnatomicalLabel.Thyroid] > 0 ? labels.Select((int)AnatomicalLabel.Thyroid) : null;
        return Finish(image, labels, before, new int[before.Length], ratio, 0, gland, warnings, options);
    }

    private static MergedCase Finish(
        Volume<float> image, LabelMap labels, int[] before, int[] taken, double[] ratio, int air, Mask? gland, List<string> warnings, MergeOptions options)
    {
        int lesion = (int)AnatomicalLabel.Lesion;
        if (before[lesion] == 0 && !options.AllowEmptyLesion)
            throw new ThcaException(ProblemCodes.MaskEmpty, "The case has no lesion voxel.", "Give a lesion mask, or allow cases without lesion (--allow-empty-lesion).");
        var after = new int[before.Length];
        foreach (int label in labels.Labels) after[label]++;
        Mask? region = after[lesion] > 0 ? labels.Select(lesion) : null;
        double outside = region is null || gland is null ? double.NaN : OutsideFraction(region, gland);
        MergedStructure[] structures = [.. AnatomicalStructure.All.Skip(1).Select(s => new MergedStructure(s.Label, before[(int)s.Label], after[(int)s.Label], taken[(int)s.Label], ratio[(int)s.Label]))];
        warnings.AddRange(Warnings(structures, outside, air));
        return new MergedCase(labels, new MergeReport
        {
            VoxelVolume = image.Geometry.Spacing.VoxelVolume,
            Structures = structures,
            LesionComponents = region is null ? 0 : ConnectedComponents.Label(region).Count,
            LesionOutsideFraction = outside,
            LesionAirVoxels = air,
            Warnings = warnings,
        });
    }

    private static IEnumerable<string> Warnings(MergedStructure[] structures, double outside, int air)
    {
        string[] absent = [.. structures.Where(s => s.VoxelsAfter == 0).Select(s => AnatomicalStructure.Of(s.Label).Name)];
        if (absent.Length > 0) yield return $"Absent: {string.Join(", ", absent)}.";
        if (outside > 0.5) yield return string.Create(CultureInfo.InvariantCulture, $"{100 * outside:0} % of the lesion lie more than {NearGland:0} mm from the thyroid.");
        if (air > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{air} lesion voxels are air inside the trachea.");
        foreach (MergedStructure s in structures.Where(s => s.LargestComponentRatio < 0.8))
            yield return string.Create(CultureInfo.InvariantCulture, $"The largest part of {AnatomicalStructure.Of(s.Label).Name} is only {100 * s.LargestComponentRatio:0} % of it.");
    }

    private static Mask OnGrid(Volume<float> image, Mask mask, string name, MergeOptions options, List<string> warnings)
    {
        if (GeometryTolerance.Same(image.Geometry, mask.Geometry)) return new Mask(image.Geometry, mask.Voxels.ToArray());
        Volume<byte> turned = OrientationMap.Between(mask.Geometry.Direction, image.Geometry.Direction).Apply(mask.AsVolume());
        if (!GeometryTolerance.Same(image.Geometry, turned.Geometry))
        {
            if (!options.ResampleMasks) GeometryTolerance.Ensure(image.Geometry, mask.Geometry, name);
            warnings.Add($"{name} was resampled onto the image's grid.");
            return Resampler.Resample(new Mask(turned.Geometry, turned.Voxels.ToArray()), image.Geometry);
        }

        return new Mask(image.Geometry, turned.Voxels.ToArray());
    }

    private static LabelMap OnGrid(Volume<float> image, LabelMap map, string name, MergeOptions options, List<string> warnings)
    {
        if (GeometryTolerance.Same(image.Geometry, map.Geometry)) return new LabelMap(image.Geometry, map.Labels.ToArray());
        LabelMap turned = OrientationMap.Between(map.Geometry.Direction, image.Geometry.Direction).Apply(map);
        if (!GeometryTolerance.Same(image.Geometry, turned.Geometry))
        {
            if (!options.ResampleMasks) GeometryTolerance.Ensure(image.Geometry, map.Geometry, name);
            warnings.Add($"{name} was resampled onto the image's grid.");
            return Resampler.Resample(turned, image.Geometry);
        }

        return new LabelMap(image.Geometry, turned.Labels.ToArray());
    }

    private static int Write(Mask mask, int label, int[] labels)
    {
        ReadOnlySpan<byte> voxels = mask.Voxels;
        int count = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (voxels[i] == 0) continue;
            labels[i] = label;
            count++;
        }

        return count;
    }

    private static int[] Taken(Mask lesion, int[] labels)
    {
        var taken = new int[AnatomicalStructure.All.Count];
        ReadOnlySpan<byte> voxels = lesion.Voxels;
        for (int i = 0; i < labels.Length; i++)
        {
            if (voxels[i] != 0 && labels[i] != 0) taken[labels[i]]++;
        }

        return taken;
    }

    private static int CountAir(Volume<float> image, Mask lesion, int[] labels)
    {
        ReadOnlySpan<byte> voxels = lesion.Voxels;
        ReadOnlySpan<float> hu = image.Voxels;
        int count = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            if (voxels[i] != 0 && labels[i] == (int)AnatomicalLabel.Trachea && hu[i] < Air) count++;
        }

        return count;
    }

    private static double OutsideFraction(Mask lesion, Mask gland)
    {
        ReadOnlySpan<byte> near = DistanceMap.Within(gland, NearGland).Voxels, inside = lesion.Voxels;
        int outside = 0, all = 0;
        for (int i = 0; i < inside.Length; i++)
        {
            if (inside[i] == 0) continue;
            all++;
            if (near[i] == 0) outside++;
        }

        return (double)outside / all;
    }

    private static double VertebraRatio(AnatomicalLabel label, Mask mask)
    {
        if (label is < AnatomicalLabel.VertebraC5 or > AnatomicalLabel.VertebraT1) return double.NaN;
        ComponentLabels components = ConnectedComponents.Label(mask);
        return components.Count == 0 ? double.NaN : (double)components.Sizes.Max() / components.Sizes.Sum();
    }
}
