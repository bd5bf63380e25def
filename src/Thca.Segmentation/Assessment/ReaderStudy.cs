using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Labels;
using Thca.Statistics.Agreement;
using Thca.Statistics.Hypotheses;

namespace Thca.Segmentation.Assessment;

/// <summary>
/// How far several readers agree who marked the same cases independently: Dice of every pair, Bland-Altman and ICC of the volumes, and a STAPLE consensus of
/// every case. A patient with several cases counts once, with the mean.
/// </summary>
public static class ReaderStudy
{
    private static readonly IntraclassForm[] Forms = [IntraclassForm.AgreementSingle, IntraclassForm.ConsistencySingle, IntraclassForm.AgreementAverage, IntraclassForm.ConsistencyAverage];

    /// <summary>Runs a study.</summary>
    /// <param name="readers">Two or more readers.</param>
    /// <param name="options">Label, patients, bootstrap and seed; mode and baseline have no meaning here.</param>
    /// <param name="consensus">Receives every consensus mask, from several threads and in any order; it has the label 1.</param>
    /// <param name="compute">Cases at once.</param>
    /// <param name="progress">Cases finished.</param>
    /// <param name="ct">Stops between cases.</param>
    /// <exception cref="OptionsException">Too few or too many readers, repeated names, or a setting outside its range.</exception>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    /// <exception cref="DataFormatException">There is no mask at all.</exception>
    public static ReaderStudyResult Run(
        IReadOnlyList<ReaderFolder> readers,
        EditStudyOptions? options = null,
        Action<CaseId, Mask>? consensus = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new EditStudyOptions();
        Validate(readers, options);
        SortedDictionary<string, List<string>>[] files = [.. readers.Select(r => EditFiles.Of(r.Folder))];
        string[] ids = [.. files.SelectMany(f => f.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (ids.Length == 0) throw new DataFormatException("The readers' folders hold no mask.", $"Masks are files with one of the extensions {string.Join(", ", VolumeFile.WritableExtensions)}.");
        int finished = 0;
        ReaderCase[] cases = OrderedParallel.Map(
            ids.Length,
            i =>
            {
                ReaderCase result = Case(ids[i], readers, files, options, consensus);
                progress?.Report(new WorkProgress("readers", Interlocked.Increment(ref finished), ids.Length, ids[i]));
                return result;
            },
            compute,
            ct);
        return Summarise(readers, options, cases, compute, ct);
    }

    private static void Validate(IReadOnlyList<ReaderFolder> readers, EditStudyOptions options)
    {
        options.Validate();
        List<string> problems = [];
        if (readers.Count is < 2 or > Staple.MaximumReaders) problems.Add(FormattableString.Invariant($"2 to {Staple.MaximumReaders} readers are needed, got {readers.Count}."));
        if (readers.Select(r => r.Name).Distinct(StringComparer.Ordinal).Count() < readers.Count) problems.Add("Two readers have the same name.");
        if (options.AllLabels) problems.Add("Readers are compared on one label at a time.");
        OptionsException.ThrowIfAny(problems);
    }

    private static ReaderCase Case(string id, IReadOnlyList<ReaderFolder> readers, SortedDictionary<string, List<string>>[] files, EditStudyOptions options, Action<CaseId, Mask>? consensus)
    {
        var row = new ReaderCase { Patient = options.Patients.TryGetValue(id, out PatientId patient) ? patient : new PatientId(id), Case = new CaseId(id), Status = RowStatus.Ok };
        Outcome<ReaderCase> outcome = Outcome<ReaderCase>.Try(() => Measure(row, readers, [.. files.Select(f => f.GetValueOrDefault(id, []))], options, consensus));
        return outcome.Succeeded ? outcome.Value : row with { Status = RowStatus.From(outcome.Problem) };
    }

    private static ReaderCase Measure(ReaderCase row, IReadOnlyList<ReaderFolder> readers, List<string>[] files, EditStudyOptions options, Action<CaseId, Mask>? consensus)
    {
        string[] missing = [.. readers.Where((_, r) => files[r].Count == 0).Select(r => r.Name)];
        if (missing.Length > 0) throw new ThcaException(EditProblems.Unmatched, $"There is no mask of {string.Join(", ", missing)}.", "A case needs a mask of every reader, empty where nothing was found.");
        if (files.Any(f => f.Count > 1)) throw new ThcaException(EditProblems.DuplicateCase, $"A reader has several masks of {row.Case}.", "Keep one format per case.");
        LabelMap[] maps = [.. files.Select(f => VolumeFile.ReadLabelMap(f[0]))];
        for (int r = 1; r < maps.Length; r++) GeometryTolerance.Ensure(maps[0].Geometry, maps[r].Geometry, $"the mask of {readers[r].Name}");
        Outcome<int> choice = options.Label is { } wanted ? Outcome<int>.Success(wanted) : LabelChoice.Of([.. maps.Select(m => m.DistinctLabels())]);
        if (!choice.Succeeded) throw new ThcaException(choice.Problem.Code, choice.Problem.Message, choice.Problem.Remedy);
        Mask[] masks = [.. maps.Select(m => new Mask(maps[0].Geometry, EditCaseReader.Select(m, choice.Value).Voxels.ToArray()))];
        StapleResult staple = Staple.Estimate(masks);
        consensus?.Invoke(row.Case, staple.Consensus);
        var overlap = options.Pair with { Surfaces = false };
        return row with
        {
            Label = choice.Value,
            ConsensusMm3 = staple.Consensus.Count() * maps[0].Geometry.Spacing.VoxelVolume,
            PairDice = [.. from i in Enumerable.Range(0, masks.Length) from j in Enumerable.Range(i + 1, masks.Length - i - 1) select MaskPair.Compare(masks[i], masks[j], overlap).Dice],
            Readings = [.. masks.Select((mask, r) =>
            {
                MaskPairMetrics m = MaskPair.Compare(mask, staple.Consensus, options.Pair, ComputeOptions.SingleThread);
                return new ReaderReading(readers[r].Name, m.VolumeBefore, staple.Sensitivity[r], staple.Specificity[r], m.Dice, m.Hausdorff95);
            })],
            Status = RowStatus.Ok with { Message = staple.Converged ? "" : "The consensus did not come to rest." },
        };
    }

    private static ReaderStudyResult Summarise(IReadOnlyList<ReaderFolder> readers, EditStudyOptions options, ReaderCase[] cases, ComputeOptions? compute, CancellationToken ct)
    {
        IGrouping<PatientId, ReaderCase>[] patients = [.. cases.Where(c => c.Readings.Count > 0).GroupBy(c => c.Patient)];
        double[][] volumes = [.. patients.Select(p => Enumerable.Range(0, readers.Count).Select(r => p.Average(c => c.Readings[r].VolumeMm3)).ToArray())];
        double[][] dice = [.. patients.Select(p => Enumerable.Range(0, readers.Count * (readers.Count - 1) / 2).Select(k => p.Average(c => c.PairDice[k])).ToArray())];
        EditSummary Describe(double[] values, string stream) => EditGroupStatistics.Summarise(EditColumns.Dice, values, options, stream, compute, ct);
        List<ReaderPair> pairs = [];
        for (int i = 0; i < readers.Count; i++)
        {
            for (int j = i + 1; j < readers.Count; j++)
            {
                int k = pairs.Count;
                double[] x = [.. volumes.Select(v => v[i])], y = [.. volumes.Select(v => v[j])];
                pairs.Add(new ReaderPair(
                    readers[i].Name,
                    readers[j].Name,
                    Describe([.. dice.Select(d => d[k])], $"{readers[i].Name}/{readers[j].Name}"),
                    BlandAltman.Of(x, y),
                    BlandAltman.OfRatios(x, y),
                    IntraclassCorrelation.Of([.. x.Zip(y, (a, b) => (double[])[a, b])]),
                    WilcoxonSignedRank.Test(x, y)));
            }
        }

        return new ReaderStudyResult
        {
            Readers = readers,
            Options = options,
            Cases = cases,
            Patients = patients.Length,
            PairwiseDice = Describe([.. dice.Select(d => d.Average())], "all readers"),
            Pairs = pairs,
            Correlations = [.. Forms.Select(f => IntraclassCorrelation.Of(volumes, f))],
        };
    }
}
