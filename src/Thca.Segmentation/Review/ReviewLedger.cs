using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Assessment;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Review;

/// <summary>
/// The review of the masks of a folder, as files: <c>CASE.nii.gz</c> is the first mask and never changes, <c>review/CASE.vN.nii.gz</c> are the versions that experts
/// handed in, <c>CASE.review.json</c> says who decided what and when, <c>locked.csv</c> lists the final masks. Every step first checks that neither masks nor records
/// were changed outside the review; this notices changes, it cannot prevent them. Safe for several processes.
/// </summary>
public sealed class ReviewLedger
{
    /// <summary>Table of the final masks.</summary>
    public const string LockedFile = "locked.csv";

    private const string VersionFolder = "review";
    private const string Extension = ".review.json";
    private static readonly string[] LockedColumns = ["case_id", "file", "sha256", "by", "ledger_sha256"];
    private readonly string _folder;
    private readonly ReviewOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>Opens the review of a folder.</summary>
    /// <param name="folder">Folder with one mask per case.</param>
    /// <param name="options">Label, kind of the first masks.</param>
    /// <param name="clock">Gives the times that are recorded; default the system's.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="OptionsException">A setting is outside its range.</exception>
    public ReviewLedger(string folder, ReviewOptions? options = null, TimeProvider? clock = null)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"The folder '{folder}' does not exist.");
        (_folder, _options, _clock) = (Path.GetFullPath(folder), options ?? new ReviewOptions(), clock ?? TimeProvider.System);
        _options.Validate();
    }

    /// <summary>All cases of the folder, by id.</summary>
    public IReadOnlyList<CaseId> Cases => [.. EditFiles.Of(_folder).Keys.Union(RecordedCases()).Order(StringComparer.Ordinal).Select(id => new CaseId(id))];

    /// <summary>Puts every mask that nobody was asked to look at on the worklist, and returns the state of all cases.</summary>
    /// <param name="order">Order of the list; failed cases come last.</param>
    /// <param name="seed">Seed of a blinded order.</param>
    /// <param name="compute">Cases at once.</param>
    /// <param name="progress">Cases finished.</param>
    /// <param name="ct">Stops between cases.</param>
    public IReadOnlyList<(CaseId Case, Outcome<ReviewRecord> Record)> Queue(
        ReviewOrder order = ReviewOrder.Uncertainty, RandomSeed? seed = null, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        IReadOnlyList<CaseId> cases = Cases;
        int finished = 0;
        (CaseId Case, Outcome<ReviewRecord> Record)[] list = OrderedParallel.Map(
            cases.Count,
            i =>
            {
                Outcome<ReviewRecord> record = Change(cases[i], r => r.State == ReviewState.Predicted ? r.Step("queued", "", Now(), ReviewState.Queued) : r);
                progress?.Report(new WorkProgress("review", Interlocked.Increment(ref finished), cases.Count, cases[i].Value));
                return (cases[i], record);
            },
            compute,
            ct);
        if (order == ReviewOrder.Blinded) (seed ?? RandomSeed.Default).Stream("review order").Shuffle(list.AsSpan());
        double Key((CaseId Case, Outcome<ReviewRecord> Record) item) => !item.Record.Succeeded ? 2
            : order != ReviewOrder.Uncertainty ? 0
            : double.IsNaN(item.Record.Value.Uncertainty) ? 1 : -item.Record.Value.Uncertainty;
        return [.. list.OrderBy(Key)];
    }

    /// <summary>The record of a case; makes one for a mask without. Masks and record are checked.</summary>
    /// <param name="id">The case.</param>
    public Outcome<ReviewRecord> Read(CaseId id) => Change(id, record => record);

    /// <summary>An expert finds the current version right as it is.</summary>
    /// <param name="id">The case.</param>
    /// <param name="by">Who; not empty.</param>
    /// <param name="note">What the expert says.</param>
    public Outcome<ReviewRecord> Accept(CaseId id, string by, string note = "") =>
        Change(id, record => Open(record).Step("accepted", Named(by), Now(), ReviewState.Reviewed, note));

    /// <summary>An expert hands in another mask. It is copied, compared with the current version at once, and becomes the current one.</summary>
    /// <param name="id">The case.</param>
    /// <param name="maskPath">The mask, on the grid of the first.</param>
    /// <param name="by">Who; not empty.</param>
    /// <param name="note">What the expert says.</param>
    /// <param name="kind">Modified, or manual when it was drawn without looking at the current version.</param>
    public Outcome<ReviewRecord> Submit(CaseId id, string maskPath, string by, string note = "", ReviewVersionKind kind = ReviewVersionKind.Modified) => Change(id, record =>
    {
        Open(record);
        Named(by);
        if (kind == ReviewVersionKind.Predicted) throw new OptionsException(["A submitted mask is modified or manual, not predicted."]);
        if (!File.Exists(maskPath)) throw new FileNotFoundException($"The mask '{maskPath}' does not exist.", maskPath);
        byte[] bytes = File.ReadAllBytes(maskPath);
        LabelMap submitted = VolumeFile.ReadLabelMap(maskPath), current = VolumeFile.ReadLabelMap(FullPath(record.Current.File));
        if (!GeometryTolerance.Same(current.Geometry, submitted.Geometry))
            throw new ThcaException(ProblemCodes.GeometryMismatch, $"The mask of {id} has {current.Geometry}; the submitted one has {submitted.Geometry}.", "Save the edited mask on the grid of the CT.");
        MaskPairMetrics metrics = Compare(current, submitted);
        string file = $"{VersionFolder}/{id}.v{record.Current.Number + 1}{SingleFileExtension(maskPath)}";
        AtomicFile.Write(FullPath(file), stream => stream.Write(bytes));
        DateTimeOffset now = Now();
        var version = new ReviewVersion
        {
            Number = record.Current.Number + 1,
            File = file,
            Sha256 = ContentHash.Of(bytes).Hex,
            Kind = kind,
            By = by,
            Utc = now,
            Category = EditText.Of(metrics.Category),
            Metrics = EditColumns.All(_options.Pair).ToDictionary(c => c.Name, c => c.Value(metrics), StringComparer.Ordinal),
        };
        return (record with { Versions = [.. record.Versions, version] }).Step("submitted", by, now, ReviewState.Reviewed, note);
    });

    /// <summary>Makes the current version final and lists it in <c>locked.csv</c>. Locking a locked case changes nothing.</summary>
    /// <param name="id">The case.</param>
    /// <param name="by">Who; not empty.</param>
    public Outcome<ReviewRecord> Lock(CaseId id, string by)
    {
        Outcome<ReviewRecord> outcome = Change(id, record => record.State switch
        {
            ReviewState.Locked => record,
            ReviewState.Reviewed => record.Step("locked", Named(by), Now(), ReviewState.Locked),
            _ => throw new ThcaException(ReviewProblems.NotFinal, $"{id} is {record.State.ToString().ToLowerInvariant()}; only a reviewed mask can be locked.", "Accept it or submit another mask first."),
        });
        return outcome.Succeeded ? Outcome<ReviewRecord>.Try(() => ListAsLocked(outcome.Value)) : outcome;
    }

    /// <summary>File of the mask that later stages may use.</summary>
    /// <param name="id">The case.</param>
    /// <param name="allowUnlocked">Whether a reviewed mask will do.</param>
    /// <returns>The full path, or why there is none: not reviewed, not locked, changed outside the review.</returns>
    public Outcome<string> FinalMask(CaseId id, bool allowUnlocked = false)
    {
        Outcome<ReviewRecord> outcome = Read(id);
        if (!outcome.Succeeded) return Outcome<string>.Failure(outcome.Problem);
        ReviewRecord record = outcome.Value;
        bool final = record.State == ReviewState.Locked || (allowUnlocked && record.State == ReviewState.Reviewed);
        return final
            ? Outcome<string>.Success(FullPath(record.Current.File))
            : Outcome<string>.Failure(new Problem(ReviewProblems.NotFinal, $"{id} is {record.State.ToString().ToLowerInvariant()}, not locked.", "Lock it with 'thca segment review lock'."));
    }

    private Outcome<ReviewRecord> Change(CaseId id, Func<ReviewRecord, ReviewRecord> step) => Outcome<ReviewRecord>.Try(() =>
    {
        if (id.Value.AsSpan().ContainsAny('/', '\\') || id.Value[0] == '.') throw NotFound(id);
        using FileStream guard = Guard($".{id}{Extension}.lock");
        ReviewRecord? stored = Load(id);
        ReviewRecord before = stored ?? First(id), after = step(before);
        if (stored is null || !ReferenceEquals(before, after)) AtomicFile.WriteAllText(RecordPath(id), ReviewJson.Write(after).Text);
        return after;
    });

    private ReviewRecord? Load(CaseId id)
    {
        string path = RecordPath(id);
        if (!File.Exists(path)) return null;
        (ReviewRecord record, string digest) = ReviewJson.Read(path);
        if (record.Case != id) throw new ThcaException(ReviewProblems.Tampered, $"{Path.GetFileName(path)} is the record of {record.Case}.", "Restore it from a backup.");
        foreach (ReviewVersion version in record.Versions)
        {
            string file = FullPath(version.File);
            if (!File.Exists(file)) throw new ThcaException(ReviewProblems.Tampered, $"Version {version.Number} of {id} ({version.File}) is gone.", "Restore the file from a backup.");
            if (ContentHash.OfFile(file).Hex != version.Sha256)
                throw new ThcaException(ReviewProblems.Tampered, $"Version {version.Number} of {id} ({version.File}) was changed outside the review.", "Restore the file and hand in the edited mask with 'thca segment review submit'.");
        }

        if (LockedRows().TryGetValue(id.Value, out string[]? row) && (record.State != ReviewState.Locked || row[1] != record.Current.File || row[2] != record.Current.Sha256 || row[4] != digest))
            throw new ThcaException(ReviewProblems.Tampered, $"{id} is listed in {LockedFile}, but its record is another one than the one that was locked.", "Restore both from a backup.");
        return record;
    }

    private ReviewRecord First(CaseId id)
    {
        List<string> files = EditFiles.Of(_folder).GetValueOrDefault(id.Value, []);
        if (files.Count == 0) throw NotFound(id);
        if (files.Count > 1) throw new ThcaException(EditProblems.DuplicateCase, $"{id} has several masks: {string.Join(", ", files.Select(Path.GetFileName))}.", "Keep one format per case.");
        SingleFileExtension(files[0]);
        var look = FirstLook.Of(VolumeFile.ReadLabelMap(files[0]), Path.Combine(_folder, $"{id}.json"), _options);
        return new ReviewRecord
        {
            Case = id,
            State = ReviewState.Predicted,
            Label = look.Label,
            Uncertainty = look.Uncertainty,
            VolumeMm3 = look.VolumeMm3,
            Warnings = look.Warnings,
            ModelSha256 = look.ModelSha256,
            Versions = [new ReviewVersion { Number = 1, File = Path.GetFileName(files[0]), Sha256 = ContentHash.OfFile(files[0]).Hex, Kind = _options.FirstKind, By = "", Utc = Now() }],
        };
    }

    private MaskPairMetrics Compare(LabelMap before, LabelMap after)
    {
        Outcome<int> label = _options.Label is { } wanted ? Outcome<int>.Success(wanted) : LabelChoice.Of([before.DistinctLabels(), after.DistinctLabels()]);
        if (!label.Succeeded) throw new ThcaException(label.Problem.Code, label.Problem.Message, label.Problem.Remedy);
        return MaskPair.Compare(EditCaseReader.Select(before, label.Value), EditCaseReader.Select(after, label.Value), _options.Pair, ComputeOptions.SingleThread);
    }

    private ReviewRecord ListAsLocked(ReviewRecord record)
    {
        using FileStream guard = Guard($".{LockedFile}.lock");
        SortedDictionary<string, string[]> rows = LockedRows();
        string by = record.Events.Last(e => e.Action == "locked").By, digest = ReviewJson.Write(record).Sha256;
        rows[record.Case.Value] = [record.Case.Value, record.Current.File, record.Current.Sha256, by, digest];
        new TextTable(LockedColumns, rows.Values).Write(FullPath(LockedFile));
        return record;
    }

    private SortedDictionary<string, string[]> LockedRows()
    {
        var rows = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        if (!File.Exists(FullPath(LockedFile))) return rows;
        TextTable table = TextTable.Read(FullPath(LockedFile));
        int[] columns = [.. LockedColumns.Select(table.RequireColumn)];
        for (int r = 0; r < table.RowCount; r++) rows[table[r, columns[0]]] = [.. columns.Select(c => table[r, c])];
        return rows;
    }

    private FileStream Guard(string name)
    {
        try
        {
            return new FileStream(FullPath(name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new ThcaException(ReviewProblems.Busy, $"Another process works on '{name.TrimStart('.')}'.", "Try again when it has finished.", exception);
        }
    }

    private IEnumerable<string> RecordedCases() => Directory.EnumerateFiles(_folder, $"*{Extension}").Select(Path.GetFileName).Where(n => n![0] != '.').Select(n => n![..^Extension.Length]);

    private static ReviewRecord Open(ReviewRecord record) => record.State != ReviewState.Locked
        ? record
        : throw new ThcaException(ReviewProblems.Locked, $"{record.Case} is locked.", "A locked mask does not change; start a new folder for another round.");

    private static string Named(string by) => string.IsNullOrWhiteSpace(by) ? throw new OptionsException(["The reviewer has no name; say who decides."]) : by;

    private ThcaException NotFound(CaseId id) => new(ReviewProblems.CaseNotFound, $"'{Path.GetFileName(_folder)}' has no mask of {id}.", "Check the case id: it is the file name without extension.");

    // Voxels in a file of their own would escape the hash.
    private static string SingleFileExtension(string path) => EditFiles.CaseOf(path) is { } id && Path.GetFileName(path)[id.Length..] is var extension && extension.ToLowerInvariant() is not (".mhd" or ".nhdr")
        ? extension
        : throw new DataFormatException($"'{Path.GetFileName(path)}' is no mask in one file.", "Save it as .nii.gz, .nrrd or .mha.", ProblemCodes.FormatUnsupported);

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeSeconds(_clock.GetUtcNow().ToUnixTimeSeconds());

    private string RecordPath(CaseId id) => FullPath($"{id}{Extension}");

    private string FullPath(string relative) => Path.Combine(_folder, relative);
}
