using Thca.Core.Cohorts;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Segmentation.Assessment;
using Thca.Segmentation.Review;

namespace Thca.Segmentation.Tests.Assessment;

/// <summary>The C# of the module page's part on edit assessment and review.</summary>
public sealed class EditPageTests : IDisposable
{
    private readonly EditFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public void Comparing()
    {
        Mask predicted = Boxes.Box(EditFolders.Grid, (4, 4, 2), (8, 8, 6)), revised = Boxes.Box(EditFolders.Grid, (5, 4, 2), (8, 8, 6));
        #region pair
        MaskPairMetrics pair = MaskPair.Compare(predicted, revised);
        string line = $"{pair.Category}: Dice {pair.Dice:0.000}, HD95 {pair.Hausdorff95} mm, {pair.Added} mm³ added, {pair.Removed} mm³ removed";
        #endregion
        Assert.StartsWith("Moderate: Dice 0.875", line, StringComparison.Ordinal);
        EditPair manual = _folders.Pair("Manual"), automatic = _folders.Pair("AI");
        for (int i = 0; i < 3; i++)
        {
            _folders.Case(manual, $"m{i}", i);
            _folders.Case(automatic, $"a{i}", i / 2);
        }

        string drawn = manual.BeforeFolder, checkedFolder = manual.AfterFolder, predictedFolder = automatic.BeforeFolder, corrected = automatic.AfterFolder;
        #region study
        EditStudyResult study = EditStudy.Run(
            [new EditPair("Manual", drawn, checkedFolder), new EditPair("AI", predictedFolder, corrected, Center: "A")],
            new EditStudyOptions { Baseline = "Manual" });
        EditGroup ai = study.Groups[1];
        EditProportion untouched = ai.Proportion("unmodified");      // patients, with Wilson's interval
        EditComparison against = study.Comparisons[0];                // Mann-Whitney, Cliff's delta, Fisher; Holm-adjusted
        #endregion
        Assert.Equal((2, 3), (untouched.Count, untouched.Total));
        Assert.Equal("AI", against.First);
    }

    [Fact]
    public void Reviewing()
    {
        EditPair pair = _folders.Pair("AI");
        _folders.Case(pair, "P001", 1);
        string folder = pair.BeforeFolder, edited = Path.Combine(pair.AfterFolder, "P001.nii.gz");
        #region review
        var ledger = new ReviewLedger(folder);
        ledger.Queue(ReviewOrder.Uncertainty);
        Outcome<ReviewRecord> submitted = ledger.Submit(new CaseId("P001"), edited, by: "Dr B", note: "second focus");
        ledger.Lock(new CaseId("P001"), by: "Dr B");
        Outcome<string> final = ledger.FinalMask(new CaseId("P001"));   // a path, or REVIEW_NOT_FINAL, REVIEW_TAMPERED
        #endregion
        Assert.Equal("moderate", submitted.Value.Current.Category);
        Assert.EndsWith("P001.v2.nii.gz", final.Value, StringComparison.Ordinal);
    }
}
