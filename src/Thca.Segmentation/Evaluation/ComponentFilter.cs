using Thca.Core.Compute;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Imaging.Labelling;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Evaluation;

/// <summary>
/// Removes small 26-connected components from predicted label maps, by rules that are learnt on validation cases: a rule is taken only where Dice rises. The
/// lesion keeps all its foci (multifocal disease) but for an explicit smallest volume. Safe for use by several threads.
/// </summary>
public static class ComponentFilter
{
    /// <summary>Applies rules to a label map.</summary>
    /// <param name="labels">The prediction; not changed.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="set">Names; which label is the lesion.</param>
    public static LabelMap Apply(LabelMap labels, ComponentRules rules, LabelSet set)
    {
        int[] values = labels.Labels.ToArray();
        if (rules.LargestForeground) KeepLargestForeground(values, labels, set.Lesion);
        foreach (int label in rules.LargestOfLabels.Where(l => l != set.Lesion)) KeepLargest(values, labels, label);
        if (rules.MinimumLesionMm3 > 0 && set.Lesion is { } lesion) RemoveSmall(values, labels, lesion, rules.MinimumLesionMm3);
        return new LabelMap(labels.Geometry, values);
    }

    /// <summary>
    /// Learns rules: first the largest component of all foreground together, taken when the mean Dice rises and no label's falls; then, on that state, each
    /// label but the lesion, taken when its Dice rises. Every prediction must have its ground truth.
    /// </summary>
    /// <param name="predictions">Folder of the merged validation predictions.</param>
    /// <param name="truth">Folder of ground truth with the same names.</param>
    /// <param name="set">The labels.</param>
    /// <param name="fileEnding">Ending of the files.</param>
    /// <param name="cases">Identifiers of the validation cases; null: all that either folder has.</param>
    /// <param name="compute">Cases at once.</param>
    /// <param name="progress">Cases finished, in both passes.</param>
    /// <param name="ct">Stops between cases.</param>
    /// <exception cref="Core.Errors.ThcaException">A prediction or its ground truth is missing.</exception>
    public static ComponentRules Learn(
        string predictions,
        string truth,
        LabelSet set,
        string fileEnding = ".nii.gz",
        IReadOnlyCollection<string>? cases = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        (string Prediction, string Reference)[] files = [.. PairedFiles.Find(predictions, truth, fileEnding, cases).Select(f => (f.Prediction ?? throw Missing(f.Id, "prediction"), f.Reference ?? throw Missing(f.Id, "ground truth")))];
        int[] foreground = [.. set.Foreground];
        int finished = 0;
        (double[] Before, double[] After)[] Pass(Func<LabelMap, LabelMap, (double[], double[])> measure) => OrderedParallel.Map(
            files.Length,
            i =>
            {
                (double[], double[]) result = measure(VolumeFile.ReadLabelMap(files[i].Prediction), VolumeFile.ReadLabelMap(files[i].Reference));
                progress?.Report(new WorkProgress("post-processing", Interlocked.Increment(ref finished), 2 * files.Length, Path.GetFileName(files[i].Prediction)));
                return result;
            },
            compute,
            ct);

        var union = new ComponentRules { LargestForeground = true };
        (double[] Before, double[] After)[] first = Pass((p, r) => (Dice(p, r, foreground), Dice(Apply(p, union, set), r, foreground)));
        double[] before = Means(first.Select(f => f.Before)), after = Means(first.Select(f => f.After));
        bool takeUnion = MeanOf(after) > MeanOf(before) && !before.Zip(after, (b, a) => a < b).Contains(true);
        var start = new ComponentRules { LargestForeground = takeUnion };
        int[] candidates = [.. foreground.Where(l => l != set.Lesion)];
        var each = new ComponentRules { LargestOfLabels = candidates };
        (double[] Before, double[] After)[] second = Pass((p, r) =>
        {
            // Labels do not touch each other: filtering one changes no other label's Dice.
            LabelMap state = Apply(p, start, set);
            return (Dice(state, r, foreground), Dice(Apply(state, each, set), r, foreground));
        });
        double[] state = Means(second.Select(f => f.Before)), filtered = Means(second.Select(f => f.After));
        int[] taken = [.. candidates.Where(l => filtered[Array.IndexOf(foreground, l)] > state[Array.IndexOf(foreground, l)])];
        return start with
        {
            LargestOfLabels = taken,
            DiceBefore = foreground.Zip(before).ToDictionary(d => d.First, d => d.Second),
            DiceAfter = foreground.Select((l, i) => (l, taken.Contains(l) ? filtered[i] : state[i])).ToDictionary(d => d.l, d => d.Item2),
        };
    }

    private static Core.Errors.ThcaException Missing(string id, string what) => new(
        what == "prediction" ? SegmentationEvaluator.PredictionMissing : SegmentationEvaluator.ReferenceMissing, $"The case {id} has no {what}.", "Every validation case needs both.");

    private static void KeepLargestForeground(int[] values, LabelMap labels, int? lesion) => RemoveAllButLargest(values, Region(values, labels, null), lesion);

    private static void KeepLargest(int[] values, LabelMap labels, int label) => RemoveAllButLargest(values, Region(values, labels, label), null);

    // Voxels of a label, or of all.
    private static Mask Region(int[] values, LabelMap labels, int? label)
    {
        var voxels = new byte[values.Length];
        for (int i = 0; i < voxels.Length; i++) voxels[i] = label is null ? (values[i] > 0 ? (byte)1 : (byte)0) : values[i] == label ? (byte)1 : (byte)0;
        return new Mask(labels.Geometry, voxels);
    }

    // Components of equal, largest size all stay.
    private static void RemoveAllButLargest(int[] values, Mask mask, int? untouched)
    {
        ComponentLabels components = ConnectedComponents.Label(mask);
        if (components.Count < 2) return;
        int most = components.Sizes.Max();
        ReadOnlySpan<int> component = components.Labels.Labels;
        for (int i = 0; i < values.Length; i++)
        {
            if (component[i] > 0 && components.Sizes[component[i] - 1] < most && values[i] != untouched) values[i] = 0;
        }
    }

    private static void RemoveSmall(int[] values, LabelMap labels, int lesion, double leastMm3)
    {
        ComponentLabels components = ConnectedComponents.Label(Region(values, labels, lesion));
        double voxel = labels.Geometry.Spacing.VoxelVolume;
        ReadOnlySpan<int> component = components.Labels.Labels;
        for (int i = 0; i < values.Length; i++)
        {
            if (component[i] > 0 && components.Sizes[component[i] - 1] * voxel < leastMm3) values[i] = 0;
        }
    }

    private static double[] Dice(LabelMap prediction, LabelMap truth, int[] foreground)
    {
        GeometryTolerance.Ensure(truth.Geometry, prediction.Geometry, "the prediction");
        int most = foreground.Length == 0 ? 0 : foreground.Max();
        long[] both = new long[most + 1], sum = new long[most + 1];
        ReadOnlySpan<int> p = prediction.Labels, t = truth.Labels;
        for (int i = 0; i < p.Length; i++)
        {
            if (p[i] > 0 && p[i] <= most) sum[p[i]]++;
            if (t[i] > 0 && t[i] <= most) sum[t[i]]++;
            if (p[i] == t[i] && p[i] > 0 && p[i] <= most) both[p[i]]++;
        }

        return [.. foreground.Select(l => sum[l] == 0 ? double.NaN : 2.0 * both[l] / sum[l])];
    }

    private static double[] Means(IEnumerable<double[]> cases)
    {
        double[][] all = [.. cases];
        return [.. Enumerable.Range(0, all[0].Length).Select(l => MeanOf([.. all.Select(c => c[l])]))];
    }

    private static double MeanOf(double[] values)
    {
        double[] known = [.. values.Where(v => !double.IsNaN(v))];
        return known.Length == 0 ? double.NaN : known.Average();
    }
}
