using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Volumes;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Preprocessing;
using Thca.Statistics.Legacy;
using Thca.Statistics.Summaries;

namespace Thca.Segmentation.Planning;

/// <summary>
/// Takes the fingerprint of a data set and checks its integrity in the same pass, one case at a time: files, grids, finite voxels, declared labels. A case
/// with a problem is left out and named.
/// </summary>
public static class FingerprintExtractor
{
    private const uint ReferenceSeed = 1234;

    /// <summary>Reads every training case.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="options">Default <see cref="FingerprintOptions"/>.</param>
    /// <param name="compute">Cases at once.</param>
    /// <param name="progress">Cases finished.</param>
    /// <param name="ct">Stops between cases.</param>
    /// <exception cref="ThcaException">numTraining is not the number of cases, no case can be read, or no foreground voxel exists.</exception>
    public static FingerprintResult Run(
        DatasetFolder dataset, FingerprintOptions? options = null, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        options ??= new FingerprintOptions();
        EnsureCount(dataset);
        LabelSet labels = dataset.Description.Labels;
        int[] window = options.IntensityWindowLabels is { } named ? [.. named.Select(labels.ValueOf)]
            : [.. options.Mode == AnalysisMode.Sound ? labels.IntensityWindow() : labels.Foreground];
        int finished = 0;
        Outcome<CaseFingerprint>[] cases = OrderedParallel.Map(
            dataset.Cases.Count,
            i =>
            {
                Outcome<CaseFingerprint> outcome = Outcome<CaseFingerprint>.Try(() => OfCase(dataset.Cases[i], dataset, window, options));
                progress?.Report(new WorkProgress("fingerprint", Interlocked.Increment(ref finished), dataset.Cases.Count, dataset.Cases[i].Id));
                return outcome;
            },
            compute,
            ct);
        KeyValuePair<string, Problem?>[] problems = [.. cases.Select((c, i) => KeyValuePair.Create(dataset.Cases[i].Id, c.Succeeded ? null : c.Problem))];
        CaseFingerprint[] sound = [.. cases.Where(c => c.Succeeded).Select(c => c.Value)];
        if (sound.Length == 0)
            throw new ThcaException(problems[0].Value!.Code, $"No case of {dataset.Name} can be used; {problems[0].Key}: {problems[0].Value!.Message}", problems[0].Value!.Remedy);
        var fingerprint = new DatasetFingerprint
        {
            Spacings = [.. sound.Select(c => c.Spacing)],
            ShapesAfterCrop = [.. sound.Select(c => c.Shape)],
            Intensities = [.. Enumerable.Range(0, dataset.Description.ChannelNames.Count).Select(c => IntensityHistogram.Pool([.. sound.Select(s => s.Intensities[c])], options.Mode == AnalysisMode.Sound)
                ?? throw new ThcaException(ProblemCodes.MaskEmpty, "No case has a voxel of the labels that set the intensity window.", "Check the label maps, or name other labels."))],
            MedianRelativeSizeAfterCropping = Quantiles.Of([.. sound.Select(s => s.RelativeSize)], 0.5),
        };
        return new FingerprintResult(fingerprint, problems);
    }

    /// <summary>Refuses a data set whose description states another number of cases than there are.</summary>
    internal static void EnsureCount(DatasetFolder dataset)
    {
        int stated = dataset.Description.NumTraining, found = dataset.Cases.Count;
        if (stated != found)
            throw new DataFormatException(FormattableString.Invariant($"{DatasetJson.FileName} states {stated} training cases; {found} are in {dataset.Name}."), "Correct numTraining, or add or remove files.");
    }

    private static CaseFingerprint OfCase(DatasetCase item, DatasetFolder dataset, int[] window, FingerprintOptions options)
    {
        SegmentationCase read = CaseReader.Read(item, dataset.Description, options.Mode == AnalysisMode.Sound ? ArrayOrientation.Lps : ArrayOrientation.File);
        Core.Geometry.VoxelRegion box = NonZeroCrop.BoxOf(read.Channels);
        bool[] wanted = new bool[dataset.Description.Labels.All.Count];
        foreach (int label in window) wanted[label] = true;
        IntensityHistogram[] intensities = [.. read.Channels.Select(channel => Intensities(channel, read.Labels!, wanted, dataset.Cases.Count, options))];
        Core.Geometry.Spacing s = read.Geometry.Spacing;
        return new CaseFingerprint(
            [s.Z, s.Y, s.X],
            [box.Size.Z, box.Size.Y, box.Size.X],
            (double)box.Size.Count / read.Geometry.Size.Count,
            intensities);
    }

    private static IntensityHistogram Intensities(Volume<float> channel, LabelMap labels, bool[] wanted, int cases, FingerprintOptions options)
    {
        var values = new List<float>();
        ReadOnlySpan<float> voxels = channel.Voxels;
        ReadOnlySpan<int> map = labels.Labels;
        for (int i = 0; i < map.Length; i++)
        {
            if (map[i] > 0 && wanted[map[i]]) values.Add(voxels[i]);
        }

        return options.Mode == AnalysisMode.Sound ? IntensityHistogram.OfWholeNumbers(values) : Draw(values, options.ReferenceDraws / cases);
    }

    // NumPy's RandomState(1234).choice(values, count), as counts.
    private static IntensityHistogram Draw(List<float> values, int count)
    {
        var histogram = new IntensityHistogram();
        if (values.Count == 0) return histogram;
        var random = new Mt19937(ReferenceSeed);
        var times = new int[values.Count];
        for (int i = 0; i < count; i++) times[random.NextInt(values.Count)]++;
        for (int i = 0; i < times.Length; i++)
        {
            if (times[i] > 0) histogram.Add(values[i], times[i]);
        }

        return histogram;
    }
}
