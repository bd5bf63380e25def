using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;

namespace Thca.Segmentation.Assessment;

/// <summary>
/// Measures how much experts changed the masks of one or more data sets, and compares the data sets. Every file of either folder has a row; statistics
/// count patients, not files. Results do not depend on the number of threads.
/// </summary>
public static class EditStudy
{
    /// <summary>Name of the group that unites all data sets but the baseline.</summary>
    public const string Combined = "Combined";

    /// <summary>Runs a study.</summary>
    /// <param name="pairs">The data sets.</param>
    /// <param name="options">Label, mode, tolerances, baseline, patients.</param>
    /// <param name="compute">Cases measured at once.</param>
    /// <param name="progress">Cases finished.</param>
    /// <param name="ct">Stops between cases.</param>
    /// <exception cref="OptionsException">A setting is outside its range, names repeat, or the baseline is unknown.</exception>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    /// <exception cref="DataFormatException">A data set has no mask at all.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static EditStudyResult Run(
        IReadOnlyList<EditPair> pairs, EditStudyOptions? options = null, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        options ??= new EditStudyOptions();
        Validate(pairs, options);
        (EditPair Pair, string Id, IReadOnlyList<string> Before, IReadOnlyList<string> After)[] work = [.. pairs.SelectMany(Discover)];
        var reader = new EditCaseReader(options);
        int finished = 0;
        IReadOnlyList<EditCase>[] rows = OrderedParallel.Map(
            work.Length,
            i =>
            {
                IReadOnlyList<EditCase> cases = reader.Read(work[i].Pair, work[i].Id, work[i].Before, work[i].After, ct);
                progress?.Report(new WorkProgress("compare", Interlocked.Increment(ref finished), work.Length, work[i].Id));
                return cases;
            },
            compute,
            ct);
        EditCase[] all = RefuseLabelThatOccursNowhere([.. rows.SelectMany(r => r)], options.Label);
        if (options.Mode == AnalysisMode.Reference)
            return new EditStudyResult { Pairs = pairs, Options = options, Cases = all, Reference = ReferenceEditStatistics.Of(pairs, all, options) };
        EditGroup[] groups = EditGroupStatistics.Of(pairs, all, options, compute, ct);
        return new EditStudyResult { Pairs = pairs, Options = options, Cases = all, Groups = groups, Comparisons = EditComparisonStatistics.Of(pairs, all, options, ct) };
    }

    private static void Validate(IReadOnlyList<EditPair> pairs, EditStudyOptions options)
    {
        options.Validate();
        List<string> problems = [];
        if (pairs.Count == 0) problems.Add("A study needs a pair of folders.");
        foreach (IGrouping<string, EditPair> same in pairs.GroupBy(p => p.Name, StringComparer.Ordinal).Where(g => g.Count() > 1)) problems.Add($"Two data sets are called '{same.Key}'; give each its own name.");
        if (pairs.Any(p => string.IsNullOrWhiteSpace(p.Name))) problems.Add("Every data set needs a name.");
        if (pairs.Any(p => p.Name == Combined) && pairs.Count > 1) problems.Add($"The name '{Combined}' is taken by the union of the data sets.");
        if (options.Baseline is { } baseline && pairs.All(p => p.Name != baseline)) problems.Add($"The baseline '{baseline}' is none of the data sets {string.Join(", ", pairs.Select(p => p.Name))}.");
        OptionsException.ThrowIfAny(problems);
    }

    private static IEnumerable<(EditPair Pair, string Id, IReadOnlyList<string> Before, IReadOnlyList<string> After)> Discover(EditPair pair)
    {
        SortedDictionary<string, List<string>> before = EditFiles.Of(pair.BeforeFolder), after = EditFiles.Of(pair.AfterFolder);
        string[] ids = [.. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)];
        if (ids.Length == 0)
            throw new DataFormatException($"'{pair.BeforeFolder}' and '{pair.AfterFolder}' hold no mask.", $"Masks are files with one of the extensions {string.Join(", ", Imaging.VolumeFile.WritableExtensions)}.");
        return ids.Select(id => (pair, id, (IReadOnlyList<string>)before.GetValueOrDefault(id, []), (IReadOnlyList<string>)after.GetValueOrDefault(id, [])));
    }

    // Two maps without the label agree that it is absent, but a label that no map has was mistyped.
    private static EditCase[] RefuseLabelThatOccursNowhere(EditCase[] cases, int? label)
    {
        EditCase[] measured = [.. cases.Where(c => c.Metrics is not null)];
        bool occurs = label is null || measured.Length == 0 || measured.Any(c => c.Metrics!.VolumeBefore + c.Metrics.VolumeAfter > 0);
        if (occurs || !measured.Any(c => c.LabelAbsent)) return cases;
        return [.. cases.Select(c => c.Metrics is null ? c : c with
        {
            Metrics = null,
            Status = new RowStatus(ProblemCodes.LabelNotFound, $"No mask of the study has label {label}. {c.Status.Message} Check --label."),
        })];
    }
}
