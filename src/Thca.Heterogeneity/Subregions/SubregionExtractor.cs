using System.Globalization;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Volumes;

namespace Thca.Heterogeneity.Subregions;

/// <summary>Filters sub-regions and computes the features of those that remain, in one pass over the image.</summary>
public static class SubregionExtractor
{
    private const string LegacyPrefix = "original_";
    private const double SmallestDeviation = 1e-6;
    private static readonly string[] Classes = ["firstorder", "glcm", "glrlm", "gldm", "glszm", "ngtdm"];

    /// <summary>Computes the sub-region table.</summary>
    /// <param name="image">The image, HU for CT.</param>
    /// <param name="tumour">The whole tumour; its intensities set the shared bins.</param>
    /// <param name="subregions">Sub-regions, 0 outside.</param>
    /// <param name="extractor">Computes features of labels.</param>
    /// <param name="options">Filter and discretisation.</param>
    /// <param name="compute">Threads to use.</param>
    /// <param name="progress">Sub-regions finished.</param>
    /// <param name="ct">Stops between sub-regions.</param>
    /// <exception cref="GeometryMismatchException">The grids differ.</exception>
    /// <exception cref="ThcaException">The image cannot be prepared, e.g. it holds one value only.</exception>
    public static SubregionFeatures Extract(
        Volume<float> image,
        Mask tumour,
        LabelMap subregions,
        IRegionFeatureExtractor extractor,
        SubregionOptions options,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options.Validate();
        if (image.Size != tumour.Size) throw new GeometryMismatchException(image.Geometry, tumour.Geometry);
        if (image.Size != subregions.Size) throw new GeometryMismatchException(image.Geometry, subregions.Geometry);
        SortedDictionary<int, Moments> moments = Measure(image, subregions);
        int[] small = [.. moments.Where(m => m.Value.Count < options.MinVoxels).Select(m => m.Key)];
        int[] constant = [.. moments.Where(m => m.Value.Count >= options.MinVoxels && m.Value.Deviation <= SmallestDeviation).Select(m => m.Key)];
        LabelMap kept = Without(subregions, [.. small, .. constant]);
        if (moments.Count == small.Length + constant.Length)
            return new SubregionFeatures(new SubregionTable([], [], []), moments.Count, small.Length, constant.Length, new Dictionary<int, RowStatus>());

        FeatureTable features = extractor.ExtractRegions(image, kept, Settings(image, tumour, options), compute, progress, ct);
        return Collect(features, moments, small.Length, constant.Length);
    }

    /// <summary>Names of the features that sub-regions would have, also for a tumour that has none.</summary>
    internal static IReadOnlyList<string> FeatureNames(
        Volume<float> image, Mask tumour, IRegionFeatureExtractor extractor, SubregionOptions options, ComputeOptions? compute, CancellationToken ct)
    {
        var whole = new LabelMap(tumour.Geometry, Array.ConvertAll(tumour.Voxels.ToArray(), v => v != 0 ? 1 : 0));
        return [.. extractor.ExtractRegions(image, whole, Settings(image, tumour, options), compute, null, ct).Columns.Select(c => ShortName(c.Name))];
    }

    private static RegionFeatureOptions Settings(Volume<float> image, Mask tumour, SubregionOptions options) => new()
    {
        Classes = Classes, BinCount = options.BinCount, NormalizeScale = options.NormalizeScale, BinRange = Range(image, tumour, options),
    };

    private static string ShortName(string name) => name.StartsWith(LegacyPrefix, StringComparison.Ordinal) ? name[LegacyPrefix.Length..] : name;

    private static SubregionFeatures Collect(FeatureTable features, SortedDictionary<int, Moments> moments, int small, int constant)
    {
        List<int> rows = [];
        var failed = new Dictionary<int, RowStatus>();
        for (int r = 0; r < features.RowCount; r++)
        {
            if (features.Statuses[r].IsOk && features.Columns.Any(c => double.IsFinite(c[r]))) rows.Add(r);
            else failed[Label(features, r)] = features.Statuses[r];
        }

        FeatureColumn[] columns = [.. features.Columns.Select(c => Finite(c.SelectRows(rows)))];
        int[] labels = [.. rows.Select(r => Label(features, r))];
        return new SubregionFeatures(new SubregionTable(labels, [.. labels.Select(l => moments[l].Count)], columns), moments.Count, small, constant, failed);
    }

    private static int Label(FeatureTable features, int row) => int.Parse(features.Keys[row], CultureInfo.InvariantCulture);

    // An infinite value is as missing as NaN.
    private static FeatureColumn Finite(FeatureColumn column)
    {
        double[] values = Array.ConvertAll(column.Values.ToArray(), v => double.IsFinite(v) ? v : double.NaN);
        return new FeatureColumn(ShortName(column.Name), values, column.Reasons, column.Descriptor);
    }

    private static BinRange Range(Volume<float> image, Mask tumour, SubregionOptions options)
    {
        if (options.EffectiveBinning == SubregionBinning.PerSubregion) return BinRange.PerRegion;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        ReadOnlySpan<float> voxels = image.Voxels;
        for (int i = 0; i < voxels.Length; i++)
        {
            if (tumour.Voxels[i] != 0) (low, high) = (Math.Min(low, voxels[i]), Math.Max(high, voxels[i]));
        }

        return BinRange.Tumour(low, high);
    }

    private static LabelMap Without(LabelMap subregions, HashSet<int> dropped) => dropped.Count == 0
        ? subregions
        : new LabelMap(subregions.Geometry, Array.ConvertAll(subregions.Labels.ToArray(), l => dropped.Contains(l) ? 0 : l));

    private static SortedDictionary<int, Moments> Measure(Volume<float> image, LabelMap subregions)
    {
        var moments = new SortedDictionary<int, Moments>();
        ReadOnlySpan<float> voxels = image.Voxels;
        for (int i = 0; i < voxels.Length; i++)
        {
            int label = subregions.Labels[i];
            if (label == 0) continue;
            if (!moments.TryGetValue(label, out Moments? m)) moments[label] = m = new Moments();
            m.Add(voxels[i]);
        }

        return moments;
    }

    // Running mean and sum of squared deviations (Welford, 1962).
    private sealed class Moments
    {
        private double _mean;
        private double _squares;

        public int Count { get; private set; }

        public double Deviation => Math.Sqrt(_squares / Count);

        public void Add(double value)
        {
            Count++;
            double delta = value - _mean;
            _mean += delta / Count;
            _squares += delta * (value - _mean);
        }
    }
}
