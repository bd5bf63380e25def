using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Assessment;

/// <summary>Reads and measures one case of a study; whatever happens, the case has a row.</summary>
internal sealed class EditCaseReader(EditStudyOptions options)
{
    /// <summary>Rows of a case: one, or one per label when all are compared.</summary>
    /// <param name="pair">The data set.</param>
    /// <param name="id">The case.</param>
    /// <param name="before">Its files before editing.</param>
    /// <param name="after">Its files after editing.</param>
    /// <param name="ct">Cancels.</param>
    public IReadOnlyList<EditCase> Read(EditPair pair, string id, IReadOnlyList<string> before, IReadOnlyList<string> after, CancellationToken ct)
    {
        var row = new EditCase
        {
            Patient = options.Patients.TryGetValue(id, out PatientId patient) ? patient : new PatientId(id),
            Dataset = pair.Name,
            Center = pair.Center,
            Case = new CaseId(id),
            Status = RowStatus.Ok,
        };
        Outcome<IReadOnlyList<EditCase>> rows = Outcome<IReadOnlyList<EditCase>>.Try(() => Measure(row, pair, before, after, ct));
        return rows.Succeeded ? rows.Value : [row with { Status = RowStatus.From(rows.Problem), BeforeSha256 = Hash(before), AfterSha256 = Hash(after) }];
    }

    private IReadOnlyList<EditCase> Measure(EditCase row, EditPair pair, IReadOnlyList<string> before, IReadOnlyList<string> after, CancellationToken ct)
    {
        if (Unpaired(pair, before, after) is { } problem) return [row with { Status = RowStatus.From(problem), BeforeSha256 = Hash(before), AfterSha256 = Hash(after) }];
        row = row with { BeforeSha256 = Hash(before), AfterSha256 = Hash(after) };
        LabelMap a = VolumeFile.ReadLabelMap(before[0]), b = VolumeFile.ReadLabelMap(after[0]);
        if (!GeometryTolerance.Same(a.Geometry, b.Geometry))
        {
            return [row with
            {
                Status = RowStatus.From(new Problem(
                    ProblemCodes.GeometryMismatch, $"The mask before has {a.Geometry}; the mask after has {b.Geometry}.", "Save both on the grid of the CT; masks are never resampled here.")),
            }];
        }

        if (options.Mode == AnalysisMode.Reference) return [row with { Reference = ReferenceMaskPair.Of(a, b) }];
        IReadOnlyList<int> first = a.DistinctLabels(), second = b.DistinctLabels();
        if (options.AllLabels) return AllLabels(row, a, b, [.. first.Union(second).Order()], ct);
        if (options.Label is { } wanted)
        {
            bool absent = !first.Contains(wanted) && !second.Contains(wanted) && first.Count + second.Count > 0;
            string note = absent ? $"Neither mask has label {wanted}; the mask before has {LabelChoice.List(first)}, the mask after {LabelChoice.List(second)}." : "";
            return [Compare(row, a, b, wanted, ct, note) with { LabelAbsent = absent }];
        }

        Outcome<int> choice = LabelChoice.Of([first, second]);
        return [choice.Succeeded ? Compare(row, a, b, choice.Value, ct) : row with { Status = RowStatus.From(choice.Problem) }];
    }

    private IReadOnlyList<EditCase> AllLabels(EditCase row, LabelMap a, LabelMap b, int[] labels, CancellationToken ct) => labels.Length == 0
        ? [row with { Status = RowStatus.From(new Problem(ProblemCodes.MaskEmpty, "Neither mask has a label.", "Compare one label with --label N if empty masks are to count.")) }]
        : [.. labels.Select(label => Compare(row, a, b, label, ct))];

    private EditCase Compare(EditCase row, LabelMap a, LabelMap b, int label, CancellationToken ct, string note = "")
    {
        MaskPairMetrics metrics = MaskPair.Compare(Select(a, label), Select(b, label), options.Pair, ComputeOptions.SingleThread, ct);
        string reasons = string.Join(" ", metrics.Reasons.Values.Select(p => p.Message).Distinct(StringComparer.Ordinal));
        return row with { Label = label, Metrics = metrics, Status = RowStatus.Ok with { Message = string.Join(" ", new[] { reasons, note }.Where(t => t.Length > 0)) } };
    }

    /// <summary>The region of a label; empty when no voxel has it.</summary>
    internal static Mask Select(LabelMap map, int label)
    {
        ReadOnlySpan<int> labels = map.Labels;
        var voxels = new byte[labels.Length];
        for (int i = 0; i < voxels.Length; i++) voxels[i] = labels[i] == label ? (byte)1 : (byte)0;
        return new Mask(map.Geometry, voxels);
    }

    private static Problem? Unpaired(EditPair pair, IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        if (before.Count > 1 || after.Count > 1)
            return new Problem(EditProblems.DuplicateCase, $"Several files have this case id: {string.Join(", ", before.Concat(after).Select(Path.GetFileName))}.", "Keep one format per case.");
        if (before.Count == 1 && after.Count == 1) return null;
        string found = Path.GetFileName(before.Concat(after).First()), side = before.Count == 1 ? "after" : "before";
        return new Problem(EditProblems.Unmatched, $"{found} has no counterpart in the folder {side} editing of '{pair.Name}'.", "Add the missing file or remove this one.");
    }

    private static string Hash(IReadOnlyList<string> paths) => paths.Count == 1 ? Outcome<string>.Try(() => ContentHash.OfFile(paths[0]).Hex) is { Succeeded: true } hash ? hash.Value : "" : "";
}
