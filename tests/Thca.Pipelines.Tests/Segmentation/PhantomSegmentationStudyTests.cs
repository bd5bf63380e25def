using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Pipelines.Segmentation;
using Thca.Testing;

namespace Thca.Pipelines.Tests.Segmentation;

public class PhantomSegmentationStudyTests(ITestOutputHelper output)
{
    [Fact]
    public void Run_SixCases_SegmentsThreeUnseen()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("THCA_LONG") == "1", "Set THCA_LONG=1 to run tests of minutes.");
        using TemporaryFolder folder = new();
        string kept = Environment.GetEnvironmentVariable("THCA_KEEP") ?? folder.FullName;
        IReadOnlyList<PhantomSegmentationCase> cases = PhantomSegmentationStudy.Run(kept);
        foreach (PhantomSegmentationCase c in cases) output.WriteLine(FormattableString.Invariant($"{c.Case}: lesion {c.LesionDice:0.00}, mean {c.MeanDice:0.00}: {string.Join(", ", c.Dice.Select(d => FormattableString.Invariant($"{d.Key} {d.Value:0.00}")))}; {string.Join(' ', c.Flags)}"));
        Assert.Equal(3, cases.Count);
        Assert.All(cases, c => Assert.True(c.LesionDice > 0.4, $"{c.Case}: lesion {c.LesionDice}"));
        Assert.All((string[])["thyroid", "trachea", "vertebra_C6"], name => Assert.True(cases.Average(c => c.Dice[name]) > 0.6, name));
    }

    [Fact]
    public void Run_FewSteps_SameFilesAtAnyNumberOfThreads()
    {
        using TemporaryFolder one = new(), two = new();
        var options = new PhantomSegmentationOptions { TrainingCases = 2, TestCases = 1, Iterations = 10, BaseFeatures = 4 };
        PhantomSegmentationStudy.Run(one.FullName, options, new RandomSeed(3), ComputeOptions.SingleThread);
        PhantomSegmentationStudy.Run(two.FullName, options, new RandomSeed(3), new ComputeOptions { MaxDegreeOfParallelism = 3 });
        string[] files = [.. Directory.GetFiles(one.FullName, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(one.FullName, f)).Order(StringComparer.Ordinal)];
        Assert.Contains(Path.Combine("predictions", "unseen_001.nii.gz"), files);
        Assert.Contains(Path.Combine("ThcaTrainer__nnUNetPlans__3d_fullres", "fold_all", "progress.html"), files);
        Assert.All(files, f => Assert.True(File.ReadAllBytes(one.File(f)).AsSpan().SequenceEqual(File.ReadAllBytes(two.File(f))), f));
    }

    [Fact]
    public void Validate_NoCases_ListsEverySetting() =>
        Assert.Equal(4, Assert.Throws<OptionsException>(() => new PhantomSegmentationOptions { TrainingCases = 0, TestCases = 0, Iterations = -1, BaseFeatures = 0 }.Validate()).Problems.Count);
}
