using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Imaging;
using Thca.Segmentation.Assessment;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Assessment;

public sealed class EditStudyTests : IDisposable
{
    private readonly EditFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public void Every_file_has_a_row_with_its_reason()
    {
        EditPair pair = _folders.Pair("AI", "A");
        _folders.Case(pair, "fine", 1);
        _folders.Case(pair, "lonely", 1);
        File.Delete(Path.Combine(pair.AfterFolder, "lonely.nii.gz"));
        _folders.Case(pair, "orphan", 1);
        File.Delete(Path.Combine(pair.BeforeFolder, "orphan.nii.gz"));
        _folders.Case(pair, "broken", 1);
        File.WriteAllBytes(Path.Combine(pair.AfterFolder, "broken.nii.gz"), File.ReadAllBytes(Path.Combine(pair.BeforeFolder, "broken.nii.gz"))[..60]);
        _folders.Case(pair, "elsewhere", 1);
        EditFolders.Write(new(EditFolders.Grid with { Origin = new PhysicalPoint(0, 0, 0.02) }, new int[EditFolders.Grid.Size.Count]), Path.Combine(pair.AfterFolder, "elsewhere.nii.gz"));
        _folders.Case(pair, "many", 1, label: 2);
        EditFolders.Write(Boxes.Labelled(EditFolders.Grid, (1, Boxes.Box(EditFolders.Grid, (0, 0, 0), (3, 3, 3))), (2, Boxes.Box(EditFolders.Grid, (5, 5, 5), (3, 3, 3)))), Path.Combine(pair.BeforeFolder, "many.nii.gz"));
        _folders.Case(pair, "twice", 0);
        _folders.Case(pair, "twice", 0, extension: ".nrrd");
        File.WriteAllText(Path.Combine(pair.BeforeFolder, "dataset.json"), "{}");
        File.WriteAllText(Path.Combine(pair.BeforeFolder, ".hidden.nii.gz"), "");

        EditStudyResult result = EditStudy.Run([pair], new EditStudyOptions { BootstrapReplicates = 20 });
        Assert.Equal(["broken", "elsewhere", "fine", "lonely", "many", "orphan", "twice"], result.Cases.Select(c => c.Case.Value));
        Dictionary<string, string> status = result.Cases.ToDictionary(c => c.Case.Value, c => c.Status.Code);
        Assert.Equal("ok", status["fine"]);
        Assert.Equal(EditProblems.Unmatched, status["lonely"]);
        Assert.Equal(EditProblems.Unmatched, status["orphan"]);
        Assert.Contains("folder before editing", result.Cases.Single(c => c.Case.Value == "orphan").Status.Message, StringComparison.Ordinal);
        Assert.Equal(ProblemCodes.FileTruncated, status["broken"]);
        Assert.Equal(ProblemCodes.GeometryMismatch, status["elsewhere"]);
        Assert.Equal(EditProblems.LabelAmbiguous, status["many"]);
        Assert.Equal(EditProblems.DuplicateCase, status["twice"]);
        Assert.Equal((7, 1), (result.Groups[0].Cases, result.Groups[0].Measured));
        Assert.Equal(6, result.Failed.Count);
        Assert.Equal(6, result.Groups[0].Problems.Sum(p => p.Value));

        TextTable table = EditTables.Cases(result);
        Assert.Equal("PatientID,dataset,center,case_id", string.Join(',', table.Header.Take(4)));
        Assert.Equal(["Status", "Message"], table.Header.TakeLast(2));
        Assert.Equal(("NaN", "A", "0.875"), (table[0, "dice"], table[0, "center"], table[2, "dice"]));
    }

    [Fact]
    public void Groups_and_comparisons_of_a_small_study()
    {
        EditPair manual = _folders.Pair("Manual"), a = _folders.Pair("CenterA", "A"), b = _folders.Pair("CenterB", "B");
        for (int i = 0; i < 6; i++) _folders.Case(manual, $"m{i}", i % 4);
        for (int i = 0; i < 5; i++) _folders.Case(a, $"a{i}", i % 2);
        for (int i = 0; i < 4; i++) _folders.Case(b, $"b{i}", 0);
        EditStudyResult result = EditStudy.Run([manual, a, b], new EditStudyOptions { Baseline = "Manual", BootstrapReplicates = 200 });
        Assert.Equal(["Manual", "CenterA", "CenterB", "Combined"], result.Groups.Select(g => g.Name));
        EditGroup m = result.Groups[0];
        Assert.Equal((2, 6, 0, 3, 1), (m.Proportion("unmodified").Count, m.Proportion("unmodified").Total, m.Proportion("minor").Count, m.Proportion("moderate").Count, m.Proportion("major").Count));
        // Shifts 0, 1, 2, 3 of 8 voxels: Dice 1, 0.875, 0.75, 0.625, twice the first two.
        Close.To((2 + 2 * 0.875 + 0.75 + 0.625) / 6, m.Metric("dice").Summary.Mean, 1e-12);
        Assert.Equal(9, result.Groups[3].Patients.Count);
        Assert.Equal([("Combined", "Manual"), ("CenterA", "Manual"), ("CenterB", "Manual"), ("CenterA", "CenterB")], result.Comparisons.Select(c => (c.First, c.Second)));
        EditComparison all = result.Comparisons[0];
        Assert.Equal(((2, 4), (9, 6)), (all.Modified, all.Patients));
        Close.To(2.0 / 9 - 4.0 / 6, all.ModifiedDifference.Difference, 1e-12);
        Close.To(100 * (1 - 2.0 / 9 / (4.0 / 6)), all.ModifiedReductionPercent, 1e-12);
        Assert.True(all.Delta.Value > 0 && all.Delta.Lower <= all.Delta.Value && all.Delta.Value <= all.Delta.Upper);
        Assert.All(result.Comparisons, c => Assert.True(c.DiceAdjusted >= c.Dice.PValue && c.ModifiedAdjusted >= c.ModifiedTest.PValue));
        VolumeAgreement volumes = m.Volumes[1];
        Assert.Equal(("modified", 0, 4), (volumes.Scope, volumes.Unmodified, volumes.Difference.Count));

        EditStudyWriter.Write(_folders.Out, result);
        foreach (string file in (string[])["cases.csv", "slices.csv", "summary.csv", "summary.json", "Table1.csv", "Table1.md", "report.md"]) Assert.True(File.Exists(Path.Combine(_folders.Out, file)), file);
        string report = File.ReadAllText(Path.Combine(_folders.Out, "report.md"));
        Assert.Contains("measures the effort of editing, not accuracy", report, StringComparison.Ordinal);
        Assert.Contains("Combined against Manual (9 and 6 patients)", report, StringComparison.Ordinal);
        Assert.Contains("\"schema\": \"thca-edit/1\"", File.ReadAllText(Path.Combine(_folders.Out, "summary.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_patient_with_several_masks_counts_once()
    {
        EditPair pair = _folders.Pair("AI");
        _folders.Case(pair, "p1_first", 0);
        _folders.Case(pair, "p1_second", 2);
        _folders.Case(pair, "p2", 0);
        var patients = new Dictionary<string, PatientId> { ["p1_first"] = new("007"), ["p1_second"] = new("007") };
        EditGroup g = EditStudy.Run([pair], new EditStudyOptions { Patients = patients, BootstrapReplicates = 0 }).Groups[0];
        Assert.Equal(2, g.Patients.Count);
        Assert.Equal(("007", 2, true, EditCategory.Moderate), (g.Patients[0].Patient.Value, g.Patients[0].Cases, g.Patients[0].Modified, g.Patients[0].Category));
        Close.To(0.875, g.Patients[0]["dice"], 1e-12);
        Assert.True(double.IsNaN(g.Metric("dice").MeanInterval.Lower));
    }

    [Fact]
    public void All_labels_have_rows_and_groups_of_their_own()
    {
        EditPair pair = _folders.Pair("AI");
        var left = Boxes.Box(EditFolders.Grid, (0, 0, 0), (4, 4, 4));
        EditFolders.Write(Boxes.Labelled(EditFolders.Grid, (1, left), (11, Boxes.Box(EditFolders.Grid, (10, 10, 5), (4, 4, 4)))), Path.Combine(pair.BeforeFolder, "x.nii.gz"));
        EditFolders.Write(Boxes.Labelled(EditFolders.Grid, (1, left)), Path.Combine(pair.AfterFolder, "x.nii.gz"));
        EditStudyResult result = EditStudy.Run([pair], new EditStudyOptions { AllLabels = true, BootstrapReplicates = 0 });
        Assert.Equal([(1, 1.0), (11, 0.0)], result.Cases.Select(c => (c.Label!.Value, c.Metrics!.Dice)));
        Assert.Equal([1, 11], result.Groups.Select(g => g.Label!.Value));
        Assert.Contains("The mask after has no voxel.", result.Cases[1].Status.Message, StringComparison.Ordinal);
        // Without a label: the map after may be a binary mask of the lesion.
        Assert.Equal(EditProblems.LabelAmbiguous, EditStudy.Run([pair], new EditStudyOptions { BootstrapReplicates = 0 }).Cases[0].Status.Code);
    }

    [Fact]
    public void A_label_that_no_mask_has_is_a_typing_error_but_a_missing_lesion_is_agreement()
    {
        EditPair pair = _folders.Pair("AI");
        _folders.Case(pair, "healthy", 0, label: 1);
        EditStudyResult typo = EditStudy.Run([pair], new EditStudyOptions { Label = 12, BootstrapReplicates = 0 });
        Assert.Equal(ProblemCodes.LabelNotFound, typo.Cases[0].Status.Code);
        Assert.Contains("label 1", typo.Cases[0].Status.Message, StringComparison.Ordinal);
        _folders.Case(pair, "ill", 1);
        EditStudyResult study = EditStudy.Run([pair], new EditStudyOptions { Label = 11, BootstrapReplicates = 0 });
        Assert.Equal((1.0, "ok"), (study.Cases[0].Metrics!.Dice, study.Cases[0].Status.Code));
        Assert.Contains("Neither mask has label 11", study.Cases[0].Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_mode_counts_every_label_and_is_watermarked()
    {
        EditPair manual = _folders.Pair("Manual"), ai = _folders.Pair("AI");
        for (int i = 0; i < 4; i++) _folders.Case(manual, $"m{i}", i, label: 3);
        for (int i = 0; i < 3; i++) _folders.Case(ai, $"a{i}", 0, label: 5);
        EditStudyResult result = EditStudy.Run([manual, ai], new EditStudyOptions { Mode = AnalysisMode.Reference, Baseline = "Manual" });
        ReferenceEditComparison c = Assert.Single(result.Reference!.Comparisons);
        Assert.Equal((100.0, 2), (c.ReductionPercent, c.CasesSaved));
        Assert.Equal(["no change", "moderate", "moderate", "major"], result.Cases.Where(x => x.Dataset == "Manual").Select(x => x.Reference!.Category));
        EditStudyWriter.Write(_folders.Out, result);
        Assert.Contains("watermark", File.ReadAllText(Path.Combine(_folders.Out, "summary.json")), StringComparison.Ordinal);
        Assert.Equal("modification_type", TextTable.Read(Path.Combine(_folders.Out, "cases.csv")).Header[11]);
        Assert.Contains("Reference mode", File.ReadAllText(Path.Combine(_folders.Out, "report.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_change_no_byte()
    {
        EditPair a = _folders.Pair("A"), b = _folders.Pair("B");
        for (int i = 0; i < 7; i++) _folders.Case(a, $"a{i}", i % 3);
        for (int i = 0; i < 6; i++) _folders.Case(b, $"b{i}", i % 5);
        var options = new EditStudyOptions { BootstrapReplicates = 300 };
        EditStudyWriter.Write(_folders.Path("one"), EditStudy.Run([a, b], options, ComputeOptions.SingleThread));
        EditStudyWriter.Write(_folders.Path("four"), EditStudy.Run([a, b], options, new ComputeOptions { MaxDegreeOfParallelism = 4 }));
        foreach (string file in Directory.GetFiles(_folders.Path("one"))) Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(_folders.Path("four", Path.GetFileName(file))));
    }

    [Fact]
    public void Wrong_requests_are_refused()
    {
        EditPair pair = _folders.Pair("AI");
        Assert.Throws<DataFormatException>(() => EditStudy.Run([pair]));
        _folders.Case(pair, "x", 0);
        Assert.Throws<OptionsException>(() => EditStudy.Run([]));
        Assert.Throws<OptionsException>(() => EditStudy.Run([pair, pair]));
        Assert.Throws<OptionsException>(() => EditStudy.Run([pair], new EditStudyOptions { Baseline = "Manual" }));
        Assert.Throws<OptionsException>(() => EditStudy.Run([pair], new EditStudyOptions { Label = 3, AllLabels = true }));
        Assert.Throws<DirectoryNotFoundException>(() => EditStudy.Run([pair with { AfterFolder = _folders.Path("nowhere") }]));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => EditStudy.Run([pair], ct: cancelled.Token));
    }

    [Fact]
    public void Masks_of_organs_that_were_grown_and_shrunk()
    {
        string map = SharedData.Path("data", "ct", "body_ct_3mm_crop_organs.nii.gz");
        Core.Volumes.LabelMap organs = VolumeFile.ReadLabelMap(map);
        EditPair pair = _folders.Pair("organs");
        foreach (int label in (int[])[5, 20])
        {
            Core.Volumes.Mask organ = organs.Select(label);
            VolumeFile.WriteMask(organ, Path.Combine(pair.BeforeFolder, $"grown{label}.nii.gz"));
            VolumeFile.WriteMask(Imaging.Morphology.BinaryMorphology.Dilate(organ, 3.0), Path.Combine(pair.AfterFolder, $"grown{label}.nii.gz"));
            VolumeFile.WriteMask(organ, Path.Combine(pair.BeforeFolder, $"shrunk{label}.nii.gz"));
            VolumeFile.WriteMask(Imaging.Morphology.BinaryMorphology.Erode(organ, 3.0), Path.Combine(pair.AfterFolder, $"shrunk{label}.nii.gz"));
        }

        EditStudyResult result = EditStudy.Run([pair], new EditStudyOptions { BootstrapReplicates = 0 });
        foreach (EditCase c in result.Cases)
        {
            MaskPairMetrics m = c.Metrics!;
            bool grown = c.Case.Value.StartsWith("grown", StringComparison.Ordinal);
            Assert.Equal(0, grown ? m.Removed : m.Added);
            Assert.True(grown ? m.Added > 0 : m.Removed > 0);
            Close.To(1, grown ? m.Precision : m.Sensitivity, 1e-12);
            Assert.InRange(m.AverageSurfaceDistance, 1, 4);
            Assert.True(m.Hausdorff95 >= 2.9 && m.CentroidShift < 5, $"{c.Case}: HD95 {m.Hausdorff95}, centroid {m.CentroidShift}");
        }
    }
}
