using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Datasets;

/// <summary>
/// Builds the training part of a data set: merges the labels of every case into <c>labelsTr</c>, puts its CT into <c>imagesTr</c>, keeps
/// <c>dataset.json</c> up to date and writes <c>merge_report.csv</c> and <c>.json</c> with a row for every case. A case that fails writes nothing.
/// </summary>
public static class DatasetMerger
{
    /// <summary>Merges cases into a data set; cases that are there already and not named stay.</summary>
    /// <param name="folder">The data set; created where absent.</param>
    /// <param name="cases">The cases; identifiers must differ.</param>
    /// <param name="options">Default <see cref="DatasetMergeOptions"/>.</param>
    /// <param name="compute">Cases at once.</param>
    /// <param name="progress">Cases finished.</param>
    /// <param name="ct">Stops between cases.</param>
    /// <returns>One outcome per case, in order.</returns>
    /// <exception cref="ThcaException">Two cases have the same identifier, an identifier is no file name, or <c>dataset.json</c> has other labels.</exception>
    public static IReadOnlyList<MergeOutcome> Run(
        string folder,
        IReadOnlyList<MergeInput> cases,
        DatasetMergeOptions? options = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new DatasetMergeOptions();
        options.Validate();
        CheckIdentifiers(cases);
        string description = Path.Combine(folder, DatasetJson.FileName);
        DatasetJson json = File.Exists(description) ? DatasetJson.Read(description) : DatasetJson.ForThyroid(0);
        if (!json.Labels.All.Select(l => l.Value).Order().SequenceEqual(LabelSet.Thyroid.All.Select(l => l.Value)))
            throw new DataFormatException("The data set's dataset.json has other labels than the twelve of this product.", "Merge into a new folder.");
        int finished = 0;
        MergeOutcome[] outcomes = OrderedParallel.Map(
            cases.Count,
            i =>
            {
                MergeInput item = cases[i];
                Outcome<MergeReport> report = Outcome<MergeReport>.Try(() => MergeOne(folder, item, options));
                progress?.Report(new WorkProgress("merge", Interlocked.Increment(ref finished), cases.Count, item.Id));
                return new MergeOutcome(item.Id, report);
            },
            compute,
            ct);
        int count = Directory.Exists(Path.Combine(folder, DatasetFolder.Labels)) ? Directory.EnumerateFiles(Path.Combine(folder, DatasetFolder.Labels), "*" + json.FileEnding).Count() : 0;
        json.WithNumTraining(count).Write(description);
        MergeReportFile.Write(folder, outcomes);
        return outcomes;
    }

    private static MergeReport MergeOne(string folder, MergeInput item, DatasetMergeOptions options)
    {
        Volume<float> image = VolumeFile.Read<float>(item.Image);
        MergedCase merged = options.AlreadyMerged
            ? LabelMapMerger.Adopt(image, VolumeFile.ReadLabelMap(item.Anatomy), options.Merge)
            : LabelMapMerger.Merge(image, TotalSegmentatorAdapter.Open(item.Anatomy, options.TotalSegmentatorVersion), Lesion(item), options.Merge);
        string target = DatasetFolder.ImagePath(folder, item.Id, 0);
        // A file that is NIfTI already is taken byte by byte: nothing of its header gets lost.
        if (item.Image.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase)) Copy(item.Image, target);
        else VolumeFile.Write(image, target);
        VolumeFile.WriteLabelMap(merged.Labels, DatasetFolder.LabelPath(folder, item.Id));
        return merged.Report;
    }

    private static Mask? Lesion(MergeInput item)
    {
        if (item.Lesion is null) return null;
        LabelMap map = VolumeFile.ReadLabelMap(item.Lesion);
        return map.DistinctLabels().Count == 0 ? null : map.SelectLesion(item.LesionLabel);
    }

    private static void Copy(string source, string target)
    {
        if (Path.GetFullPath(source) == Path.GetFullPath(target)) return;
        AtomicFile.Write(target, stream =>
        {
            using FileStream file = File.OpenRead(source);
            file.CopyTo(stream);
        });
    }

    private static void CheckIdentifiers(IReadOnlyList<MergeInput> cases)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (MergeInput item in cases)
        {
            if (!seen.Add(item.Id)) throw new TableException($"The case '{item.Id}' occurs twice.", "Give every case its own identifier.", ProblemCodes.DuplicateId);
            if (item.Id.Length == 0 || item.Id.StartsWith('.') || item.Id.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || item.Id.Contains('\\', StringComparison.Ordinal))
                throw new TableException($"The identifier '{item.Id}' cannot name a file.", "Use letters, digits, '-' and '_'.");
        }
    }
}
