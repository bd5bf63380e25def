using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Files;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Planning;

namespace Thca.Segmentation.Preprocessing;

/// <summary>
/// Preprocesses all training cases of a data set: <c>PLANS_CONFIG/CASE.…</c>, <c>gt_segmentations</c>, <c>dataset.json</c> and <c>splits_final.json</c>. Cases
/// are read, prepared and written one by one; those whose files, plans and version have not changed since an earlier run are skipped. The files do
/// not depend on the number of threads.
/// </summary>
public static class DatasetPreprocessor
{
    /// <summary>Folder of the untouched label maps.</summary>
    public const string GroundTruth = "gt_segmentations";

    private const string Table = "preprocessing.csv";

    /// <summary>Preprocesses a data set.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="folder">Folder to write; may be the data set's own.</param>
    /// <param name="options">Default <see cref="PreprocessingOptions"/>.</param>
    /// <param name="compute">Cases at once.</param>
    /// <param name="progress">Cases finished.</param>
    /// <param name="ct">Stops between cases; finished ones are kept.</param>
    /// <returns>One outcome per configuration and case, in order.</returns>
    /// <exception cref="ThcaException">A configuration does not exist, or the folds in the folder contradict those of the data set.</exception>
    public static IReadOnlyList<PreprocessingOutcome> Run(
        DatasetFolder dataset,
        PlansFile plans,
        string folder,
        PreprocessingOptions? options = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new PreprocessingOptions();
        options.Validate();
        FingerprintExtractor.EnsureCount(dataset);
        CasePreprocessor[] preprocessors = [.. Wanted(plans, options).Select(c => new CasePreprocessor(plans, c, options.Mode))];
        int finished = 0, total = dataset.Cases.Count * preprocessors.Length;
        // One case uses all threads; several use one each.
        ComputeOptions inner = dataset.Cases.Count == 1 ? compute ?? ComputeOptions.Default : ComputeOptions.SingleThread;
        PreprocessingOutcome[][] outcomes = OrderedParallel.Map(
            dataset.Cases.Count,
            i => (PreprocessingOutcome[])[.. preprocessors.Select(p =>
            {
                PreprocessingOutcome outcome = One(dataset, dataset.Cases[i], plans, p, folder, options, inner, ct);
                progress?.Report(new WorkProgress("preprocess", Interlocked.Increment(ref finished), total, dataset.Cases[i].Id));
                return outcome;
            })],
            compute,
            ct);
        PreprocessingOutcome[] all = [.. Enumerable.Range(0, preprocessors.Length).SelectMany(c => outcomes.Select(o => o[c]))];
        foreach (CasePreprocessor p in preprocessors) WriteTable(Path.Combine(folder, p.Configuration.DataIdentifier), [.. all.Where(o => o.Configuration == p.Configuration.Name)]);
        string[] good = [.. dataset.Cases.Select(c => c.Id).Where(id => all.Where(o => o.Id == id).All(o => o.Size.Succeeded))];
        CopyGroundTruth(dataset, good, folder);
        if (!SameFolder(dataset.FullName, folder)) dataset.Description.Write(Path.Combine(folder, DatasetJson.FileName));
        WriteSplits(dataset, good, folder, options);
        return all;
    }

    private static IEnumerable<ConfigurationPlan> Wanted(PlansFile plans, PreprocessingOptions options)
    {
        foreach (string name in options.Configurations ?? plans.Configurations)
        {
            ConfigurationPlan configuration = plans.Configuration(name);
            // A cascade's second stage works on the cases of its full-resolution parent.
            if (configuration.PreviousStage is null || options.Configurations is not null) yield return configuration;
        }
    }

    private static PreprocessingOutcome One(
        DatasetFolder dataset, DatasetCase item, PlansFile plans, CasePreprocessor preprocessor, string folder, PreprocessingOptions options, ComputeOptions compute, CancellationToken ct)
    {
        string target = Path.Combine(folder, preprocessor.Configuration.DataIdentifier);
        bool reused = false;
        Outcome<GridSize> size = Outcome<GridSize>.Try(() =>
        {
            string fingerprint = Fingerprint(item, plans, preprocessor.Configuration, options);
            if (Reusable(target, item.Id, fingerprint) is { } known)
            {
                reused = true;
                return known;
            }

            SegmentationCase read = CaseReader.Read(item, dataset.Description, preprocessor.Orientation);
            PreparedCase prepared = preprocessor.Prepare(read, compute, ct);
            Write(target, item.Id, prepared, dataset, fingerprint, options);
            return prepared.Properties.Size;
        });
        if (!size.Succeeded) Remove(target, item.Id);
        return new PreprocessingOutcome(item.Id, preprocessor.Configuration.Name, size, reused);
    }

    private static void Write(string folder, string id, PreparedCase prepared, DatasetFolder dataset, string fingerprint, PreprocessingOptions options)
    {
        GridSize size = prepared.Properties.Size;
        SortedDictionary<int, int[]> locations = LocationSampler.Sample(prepared.Labels, size, dataset.Description.Labels.Foreground, options.LocationSeed, id);
        Directory.CreateDirectory(folder);
        File.Delete(PreprocessedFiles.Json(folder, id));
        NumpyFile.WriteParts<float>(PreprocessedFiles.Image(folder, id), [prepared.Channels.Count, size.Z, size.Y, size.X], prepared.Channels.Select(c => (ReadOnlyMemory<float>)c));
        NumpyFile.WriteParts<short>(PreprocessedFiles.Label(folder, id), [size.Z, size.Y, size.X], [prepared.Labels!]);
        NumpyFile.WriteParts<int>(PreprocessedFiles.Locations(folder, id), [locations.Sum(l => l.Value.Length / 4), 4], locations.Select(l => (ReadOnlyMemory<int>)l.Value));
        // The description last: a case without it is not there.
        new PreprocessedHeader(prepared.Properties, fingerprint, [.. locations.Select(l => KeyValuePair.Create(l.Key, l.Value.Length / 4))]).Write(PreprocessedFiles.Json(folder, id), id);
    }

    private static GridSize? Reusable(string folder, string id, string fingerprint)
    {
        if (!File.Exists(PreprocessedFiles.Json(folder, id))) return null;
        try
        {
            if (PreprocessedHeader.Read(PreprocessedFiles.Json(folder, id)).Fingerprint != fingerprint) return null;
            using PreprocessedCase found = PreprocessedCase.Open(folder, id);
            return found.Size;
        }
        catch (Exception exception) when (exception is ThcaException or IOException)
        {
            return null;
        }
    }

    // A case that fails now must not be trained on from an earlier run.
    private static void Remove(string folder, string id)
    {
        if (Directory.Exists(folder)) File.Delete(PreprocessedFiles.Json(folder, id));
    }

    private static string Fingerprint(DatasetCase item, PlansFile plans, ConfigurationPlan configuration, PreprocessingOptions options)
    {
        IEnumerable<string> files = item.Images.Append(item.Label ?? "").Select(f => File.Exists(f) ? ContentHash.OfFile(f).Hex : "absent");
        return ContentHash.Of(FormattableString.Invariant(
            $"{ProvenanceRecord.ProductVersion}|{ContentHash.Of(plans.ToJson()).Hex}|{configuration.Name}|{options.Mode}|{options.LocationSeed.Value}|{string.Join('|', files)}")).Hex;
    }

    private static void CopyGroundTruth(DatasetFolder dataset, string[] good, string folder)
    {
        foreach (DatasetCase item in dataset.Cases.Where(c => good.Contains(c.Id)))
        {
            string target = Path.Combine(folder, GroundTruth, item.Id + dataset.Description.FileEnding);
            if (File.Exists(target) && ContentHash.OfFile(target) == ContentHash.OfFile(item.Label!)) continue;
            AtomicFile.Write(target, stream =>
            {
                using FileStream file = File.OpenRead(item.Label!);
                file.CopyTo(stream);
            });
        }
    }

    private static void WriteSplits(DatasetFolder dataset, string[] good, string folder, PreprocessingOptions options)
    {
        string own = Path.Combine(dataset.FullName, CrossValidationSplit.FileName), target = Path.Combine(folder, CrossValidationSplit.FileName);
        if (File.Exists(own) && !SameFolder(dataset.FullName, folder))
        {
            IReadOnlyList<CrossValidationSplit> given = CrossValidationSplit.Read(own);
            if (!File.Exists(target)) CrossValidationSplit.Write(target, given);
            else if (!CrossValidationSplit.Same(given, CrossValidationSplit.Read(target)))
                throw new DataFormatException($"The {CrossValidationSplit.FileName} of the data set and of the preprocessed folder differ.", "Delete the one that is wrong.");
            return;
        }

        if (File.Exists(target)) return;
        int patients = good.Select(id => options.Patients?.GetValueOrDefault(id) ?? id).Distinct(StringComparer.Ordinal).Count();
        if (patients >= 2) CrossValidationSplit.Write(target, CrossValidationSplit.Create(good, options.Patients, Math.Min(options.Folds, patients), options.SplitSeed));
    }

    private static void WriteTable(string folder, PreprocessingOutcome[] outcomes)
    {
        IEnumerable<string[]> rows = outcomes.Select(o =>
        {
            RowStatus status = o.Size.Succeeded ? RowStatus.Ok : RowStatus.From(o.Size.Problem);
            string[] size = o.Size.Succeeded ? [NumberText.Format(o.Size.Value.Z), NumberText.Format(o.Size.Value.Y), NumberText.Format(o.Size.Value.X)] : ["NaN", "NaN", "NaN"];
            return (string[])[o.Id, .. size, status.Code, status.Message];
        });
        new TextTable([FeatureTable.PatientIdColumn, "size_z", "size_y", "size_x", "Status", "Message"], rows).Write(Path.Combine(folder, Table));
    }

    private static bool SameFolder(string a, string b) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(a)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(b));
}
