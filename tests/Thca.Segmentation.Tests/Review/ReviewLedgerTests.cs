using System.Globalization;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Assessment;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Review;
using Thca.Segmentation.Tests.Assessment;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Review;

public sealed class ReviewLedgerTests : IDisposable
{
    private static readonly ImageGeometry Grid = Boxes.Grid(20, 20, 12, 1, 1, 2);
    private static readonly CaseId P1 = new("P1");
    private readonly TemporaryFolder _folder = new();
    private readonly FixedClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void From_prediction_to_lock()
    {
        Mask("P1.nii.gz", 0);
        byte[] predicted = File.ReadAllBytes(_folder.File("P1.nii.gz"));
        ReviewLedger ledger = Open();
        Assert.Equal(ReviewState.Queued, Assert.Single(ledger.Queue()).Record.Value.State);
        _clock.Now = _clock.Now.AddHours(1);
        ReviewRecord edited = ledger.Submit(P1, Mask("edit/mine.nii.gz", 1), "Dr B", "moved").Value;
        Assert.Equal((ReviewState.Reviewed, "submitted", 2, "review/P1.v2.nii.gz"), (edited.State, edited.Decision, edited.Current.Number, edited.Current.File));
        Assert.Equal(("moderate", 0.875, ReviewVersionKind.Modified, "Dr B"), (edited.Current.Category, edited.Current.Metrics["dice"], edited.Current.Kind, edited.Current.By));
        Assert.Equal("2026-01-31T09:00:00", edited.Current.Utc.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
        ReviewRecord twice = ledger.Submit(P1, Mask("edit/mine2.nrrd", 1), "Dr C").Value;
        Assert.Equal(("none", 3, "review/P1.v3.nrrd"), (twice.Current.Category, twice.Current.Number, twice.Current.File));
        Assert.Equal(ReviewProblems.NotFinal, ledger.FinalMask(P1).Problem.Code);
        Assert.Equal(_folder.File("review", "P1.v3.nrrd"), ledger.FinalMask(P1, allowUnlocked: true).Value);
        ReviewRecord locked = ledger.Lock(P1, "Dr C").Value;
        Assert.Equal(["queued", "submitted", "submitted", "locked"], locked.Events.Select(e => e.Action));
        Assert.Equal(_folder.File("review", "P1.v3.nrrd"), ledger.FinalMask(P1).Value);
        TextTable list = TextTable.Read(_folder.File("locked.csv"));
        Assert.Equal(("P1", "review/P1.v3.nrrd", locked.Current.Sha256, "Dr C"), (list[0, "case_id"], list[0, "file"], list[0, "sha256"], list[0, "by"]));
        Assert.Equal(predicted, File.ReadAllBytes(_folder.File("P1.nii.gz")));
        // Read back, everything is the same.
        ReviewRecord again = Open().Read(P1).Value;
        Assert.Equal(locked.Events, again.Events);
        Assert.Equal(locked.Versions.Select(v => (v.Sha256, v.Utc, v.Metrics.Count)), again.Versions.Select(v => (v.Sha256, v.Utc, v.Metrics.Count)));
        Assert.Empty(Directory.GetFiles(_folder.FullName, ".*"));
    }

    [Fact]
    public void Accepting_keeps_the_mask()
    {
        Mask("P1.nii.gz", 0);
        ReviewRecord accepted = Open().Accept(P1, "Dr B", "fine").Value;
        Assert.Equal((ReviewState.Reviewed, "accepted", 1), (accepted.State, accepted.Decision, accepted.Versions.Count));
        Assert.Equal(new ReviewEvent("accepted", "Dr B", _clock.Now, ReviewState.Predicted, ReviewState.Reviewed, 1, "fine"), Assert.Single(accepted.Events));
        Assert.True(Open().Lock(P1, "Dr B").Succeeded);
        Assert.Equal(_folder.File("P1.nii.gz"), Open().FinalMask(P1).Value);
    }

    [Fact]
    public void Transitions_that_do_not_exist()
    {
        Mask("P1.nii.gz", 0);
        string edit = Mask("edit/x.nii.gz", 1);
        ReviewLedger ledger = Open();
        Assert.Equal(ReviewProblems.NotFinal, ledger.Lock(P1, "Dr B").Problem.Code);
        Assert.Equal(ReviewProblems.CaseNotFound, ledger.Accept(new CaseId("P9"), "Dr B").Problem.Code);
        Assert.Equal(ReviewProblems.CaseNotFound, ledger.Accept(new CaseId("../P1"), "Dr B").Problem.Code);
        Assert.Equal(ProblemCodes.OptionInvalid, ledger.Accept(P1, " ").Problem.Code);
        Assert.Equal(ProblemCodes.FileNotFound, ledger.Submit(P1, _folder.File("none.nii.gz"), "Dr B").Problem.Code);
        Assert.True(ledger.Accept(P1, "Dr B").Succeeded && ledger.Lock(P1, "Dr B").Succeeded && ledger.Lock(P1, "Dr B").Succeeded);
        Assert.Equal(ReviewProblems.Locked, ledger.Submit(P1, edit, "Dr B").Problem.Code);
        Assert.Equal(ReviewProblems.Locked, ledger.Accept(P1, "Dr B").Problem.Code);
        Assert.Equal(2, ledger.Read(P1).Value.Events.Count);
        Assert.Throws<DirectoryNotFoundException>(() => new ReviewLedger(_folder.File("nowhere")));
        Assert.Throws<OptionsException>(() => new ReviewLedger(_folder.FullName, new ReviewOptions { Label = 0, FirstKind = ReviewVersionKind.Modified }));
    }

    [Fact]
    public void Submitted_masks_must_fit()
    {
        Mask("P1.nii.gz", 0);
        ReviewLedger ledger = Open();
        VolumeFile.WriteLabelMap(new LabelMap(Grid with { Spacing = new Spacing(1, 1, 3) }, new int[Grid.Size.Count]), _folder.File("edit.nii.gz"));
        Assert.Equal(ProblemCodes.GeometryMismatch, ledger.Submit(P1, _folder.File("edit.nii.gz"), "Dr B").Problem.Code);
        Mask("edit/detached.mhd", 1);
        Assert.Equal(ProblemCodes.FormatUnsupported, ledger.Submit(P1, _folder.File("edit", "detached.mhd"), "Dr B").Problem.Code);
        File.WriteAllText(_folder.File("broken.nii.gz"), "x");
        Assert.False(ledger.Submit(P1, _folder.File("broken.nii.gz"), "Dr B").Succeeded);
        Assert.Equal(EditProblems.LabelAmbiguous, ledger.Submit(P1, Mask("edit/other.nii.gz", 1, label: 3), "Dr B").Problem.Code);
        Assert.False(Directory.Exists(_folder.File("review")));
        // An emptied mask is a decision.
        VolumeFile.WriteLabelMap(new LabelMap(Grid, new int[Grid.Size.Count]), _folder.File("emptied.nii.gz"));
        ReviewVersion emptied = ledger.Submit(P1, _folder.File("emptied.nii.gz"), "Dr B").Value.Current;
        Assert.Equal((0.0, "major"), (emptied.Metrics["dice"], emptied.Category));
        Assert.True(double.IsNaN(Open().Read(P1).Value.Current.Metrics["hd_mm"]));
    }

    [Fact]
    public void Changes_outside_the_review_are_noticed()
    {
        Mask("P1.nii.gz", 0);
        ReviewLedger ledger = Open();
        string file = _folder.File(ledger.Submit(P1, Mask("edit/x.nii.gz", 1), "Dr B").Value.Current.File);
        byte[] version = File.ReadAllBytes(file), first = File.ReadAllBytes(_folder.File("P1.nii.gz"));
        File.WriteAllBytes(file, first);
        Assert.Contains("Version 2", ledger.Lock(P1, "Dr B").Problem.Message, StringComparison.Ordinal);
        File.WriteAllBytes(file, version);
        Mask("P1.nii.gz", 3);
        Assert.Equal(ReviewProblems.Tampered, ledger.Accept(P1, "Dr B").Problem.Code);
        File.WriteAllBytes(_folder.File("P1.nii.gz"), first);
        string record = _folder.File("P1.review.json"), text = File.ReadAllText(record);
        File.WriteAllText(record, text.Replace("Dr B", "Dr X", StringComparison.Ordinal));
        Assert.Equal(ReviewProblems.Tampered, ledger.Read(P1).Problem.Code);
        File.WriteAllText(record, text);
        Assert.True(ledger.Lock(P1, "Dr B").Succeeded);
        string lockedRecord = File.ReadAllText(record), list = File.ReadAllText(_folder.File("locked.csv"));
        // The record from before the lock comes back.
        File.WriteAllText(record, text);
        Assert.Equal(ReviewProblems.Tampered, ledger.Accept(P1, "Dr X").Problem.Code);
        File.WriteAllText(record, lockedRecord);
        File.WriteAllText(_folder.File("locked.csv"), list.Replace("P1.v2", "P1.v3", StringComparison.Ordinal));
        Assert.Equal(ReviewProblems.Tampered, ledger.FinalMask(P1).Problem.Code);
        File.WriteAllText(_folder.File("locked.csv"), list);
        Assert.True(ledger.FinalMask(P1).Succeeded);
        File.Delete(file);
        Assert.Contains("is gone", ledger.FinalMask(P1).Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schema\": 3}")]
    [InlineData("{\"schema\": \"thca-review/2\"}")]
    [InlineData("{\"schema\": \"thca-review/1\", \"sha256\": \"\", \"case\": \"P1\", \"state\": \"predicted\", \"model_sha256\": \"\", \"versions\": [], \"events\": []}")]
    [InlineData("{\"schema\": \"thca-review/1\", \"sha256\": \"\", \"case\": \"P1\", \"state\": \"flying\", \"model_sha256\": \"\", \"versions\": [{}], \"events\": []}")]
    public void Records_that_are_none(string text)
    {
        Mask("P1.nii.gz", 0);
        File.WriteAllText(_folder.File("P1.review.json"), text);
        Assert.Equal(ProblemCodes.FormatInvalid, Open().Read(P1).Problem.Code);
    }

    [Fact]
    public void Random_changes_of_a_record_never_pass_and_never_crash()
    {
        Mask("P1.nii.gz", 0);
        Open().Submit(P1, Mask("edit/x.nii.gz", 1), "Dr B");
        string path = _folder.File("P1.review.json");
        byte[] good = File.ReadAllBytes(path);
        RandomStream random = RandomSeed.Default.Stream("review fuzz");
        for (int i = 0; i < 300; i++)
        {
            byte[] bad = [.. good];
            int at = random.NextInt(bad.Length - 1);
            bad[at] = (byte)random.NextInt(256);
            File.WriteAllBytes(path, i % 3 == 0 ? bad[..at] : bad);
            Outcome<ReviewRecord> outcome = Open().Read(P1);
            // Blanks and the case of words that mean the same may change; facts may not.
            if (outcome.Succeeded) Assert.Equal(("submitted", 2), (outcome.Value.Decision, outcome.Value.Versions.Count));
            else Assert.True(outcome.Problem.Code != ProblemCodes.Unexpected, outcome.Problem.Message);
        }
    }

    [Fact]
    public void The_worklist_has_every_case_in_the_order_asked_for()
    {
        foreach ((string id, double uncertainty) in ((string, double)[])[("a", 0.1), ("b", 0.5), ("c", 0.3)])
        {
            Mask($"{id}.nii.gz", 0);
            File.WriteAllText(_folder.File($"{id}.json"), FormattableString.Invariant($"{{\"uncertainty\": {uncertainty}, \"inputs\": [{{\"name\": \"ct.nii.gz\", \"sha256\": \"x\"}}, {{\"name\": \"model.safetensors\", \"sha256\": \"abc\"}}], \"notes\": [\"SLOW\"]}}"));
        }

        Mask("d.nii.gz", 0);
        File.WriteAllText(_folder.File("d.json"), "no json");
        File.WriteAllText(_folder.File("e.nii.gz"), "no mask");
        Assert.Equal("bcade", Order(Open().Queue()));
        Assert.Equal("abcde", Order(Open().Queue(ReviewOrder.Id)));
        IReadOnlyList<(CaseId Case, Outcome<ReviewRecord> Record)> blinded = Open().Queue(ReviewOrder.Blinded, new RandomSeed(3));
        Assert.Equal(Order(blinded), Order(Open().Queue(ReviewOrder.Blinded, new RandomSeed(3), new ComputeOptions { MaxDegreeOfParallelism = 4 })));
        Assert.Contains(Enumerable.Range(0, 20), s => Order(Open().Queue(ReviewOrder.Blinded, new RandomSeed(s))) != "abcde");
        TextTable table = Worklist.Table(Open().Queue(), blinded: false, new Dictionary<string, PatientId> { ["b"] = new("007") });
        Assert.Equal(("007", "queued", "0.5", "768", "SLOW", "ok"), (table[0, "PatientID"], table[0, "state"], table[0, "uncertainty"], table[0, "volume_mm3"], table[0, "warnings"], table[0, "Status"]));
        Assert.NotEqual("ok", table[4, "Status"]);
        TextTable hidden = Worklist.Table(blinded, blinded: true);
        Assert.All(Enumerable.Range(0, 5), r => Assert.Equal("", hidden[r, "uncertainty"] + hidden[r, "volume_mm3"] + hidden[r, "warnings"]));
        Assert.Equal("abc", Open().Read(new CaseId("a")).Value.ModelSha256);
    }

    [Fact]
    public void First_looks()
    {
        Mask lesion = Boxes.Box(Grid, (0, 4, 2), (3, 3, 3)), thyroid = Boxes.Box(Grid, (16, 4, 2), (3, 3, 3)), near = Boxes.Box(Grid, (11, 4, 2), (3, 3, 3));
        VolumeFile.WriteLabelMap(Boxes.Labelled(Grid, (1, thyroid), (11, lesion)), _folder.File("far.nii.gz"));
        VolumeFile.WriteLabelMap(Boxes.Labelled(Grid, (1, thyroid), (11, near)), _folder.File("near.nii.gz"));
        VolumeFile.WriteLabelMap(Boxes.Labelled(Grid, (1, thyroid), (2, near)), _folder.File("none.nii.gz"));
        VolumeFile.WriteLabelMap(Boxes.Labelled(Grid), _folder.File("empty.nii.gz"));
        VolumeFile.WriteLabelMap(Boxes.Labelled(Grid, (1, Boxes.Box(Grid, (3, 3, 3), (2, 2, 2)))), _folder.File("tiny.nii.gz"));
        ReviewLedger ledger = Open();
        Assert.Equal([SegmentationFlags.LesionAtBorder, SegmentationFlags.LesionFarFromThyroid], ledger.Read(new CaseId("far")).Value.Warnings);
        Assert.Empty(ledger.Read(new CaseId("near")).Value.Warnings);
        Assert.Equal((null, 0.0), (ledger.Read(new CaseId("none")).Value.Label, ledger.Read(new CaseId("none")).Value.VolumeMm3));
        Assert.Equal(SegmentationFlags.LesionAbsent, Assert.Single(ledger.Read(new CaseId("empty")).Value.Warnings));
        Assert.Equal((1, 16.0, SegmentationFlags.LesionTiny), (ledger.Read(new CaseId("tiny")).Value.Label, ledger.Read(new CaseId("tiny")).Value.VolumeMm3, Assert.Single(ledger.Read(new CaseId("tiny")).Value.Warnings)));
    }

    [Fact]
    public void Another_process_is_waited_out()
    {
        Mask("P1.nii.gz", 0);
        using (new FileStream(_folder.File(".P1.review.json.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal(ReviewProblems.Busy, Open().Accept(P1, "Dr B").Problem.Code);
        Assert.True(Open().Accept(P1, "Dr B").Succeeded);
    }

    private static string Order(IReadOnlyList<(CaseId Case, Outcome<ReviewRecord> Record)> list) => string.Concat(list.Select(l => l.Case.Value));

    private ReviewLedger Open() => new(_folder.FullName, clock: _clock);

    private string Mask(string name, int shift, int label = 11)
    {
        string path = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        VolumeFile.WriteLabelMap(Boxes.Labelled(Grid, (label, Boxes.Box(Grid, (4 + shift, 4, 2), (8, 8, 6)))), path);
        return path;
    }

    private sealed class FixedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
