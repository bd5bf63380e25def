using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Segmentation.Sampling;
using Thca.Segmentation.Tests.Training;

namespace Thca.Segmentation.Tests.Sampling;

public class PatchSamplerTests
{
    [Theory]
    [InlineData(100, 96, 96, 0, 4)]
    [InlineData(100, 154, 96, -29, -25)]
    [InlineData(60, 96, 96, -18, -18)]
    [InlineData(61, 96, 96, -18, -17)]
    [InlineData(96, 154, 96, -29, -29)]
    public void Range_SizesOfCaseAndPatch_SharesTheMargin(int size, int initial, int final, int low, int high) =>
        Assert.Equal((low, high), PatchSampler.Range(size, initial, final));

    [Theory]
    [InlineData(2, "0 1")]
    [InlineData(3, "0 0 1")]
    [InlineData(12, "0 0 0 0 0 0 0 0 1 1 1 1")]
    public void IsForced_Batch_TheLastThirdIsCentredOnForeground(int batch, string forced)
    {
        PatchSampler sampler = Sampler(PhantomCases.Plain(), new GridSize(8, 8, 8), new PatchSamplingOptions(), 11);
        Assert.Equal(forced, string.Join(' ', Enumerable.Range(0, batch).Select(j => sampler.IsForced(j, batch) ? 1 : 0)));
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(null, 1 / 11.0)]
    public void Start_Forced_CentresTheLesionAsOftenAsAsked(double? probability, double share)
    {
        TrainingCase phantom = PhantomCases.Plain();
        PatchSampler sampler = Sampler(phantom, new GridSize(1, 1, 1), new PatchSamplingOptions { LesionProbability = probability }, 11);
        const int Draws = 4000;
        int lesion = 0;
        for (int i = 0; i < Draws; i++)
        {
            Patch patch = Patch.Cut(phantom, sampler.Start(phantom, forced: true, new RandomSeed(1).Stream("test", "", i)), new GridSize(1, 1, 1));
            Assert.True(patch.Labels[0] > 0);
            lesion += patch.Labels[0] == 11 ? 1 : 0;
        }

        Assert.Equal(share, (double)lesion / Draws, 0.03);
    }

    [Fact]
    public void Cut_BeyondTheCase_IsZeroWithLabelMinusOne()
    {
        var source = new TrainingCase("a", new GridSize(2, 2, 1), [1, 2, 3, 4], [0, 1, 2, 3]);
        Patch patch = Patch.Cut(source, new VoxelIndex(1, -1, 0), new GridSize(2, 3, 2));
        Assert.Equal([0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0], patch.Image);
        Assert.Equal([-1, -1, 1, -1, 3, -1, -1, -1, -1, -1, -1, -1], patch.Labels);
    }

    [Fact]
    public void Draw_CaseWithoutForeground_FallsBackToAnyPlace()
    {
        var empty = new TrainingCase("empty", new GridSize(4, 4, 4), new float[64], new short[64]);
        Patch patch = Sampler(empty, new GridSize(2, 2, 2), new PatchSamplingOptions(), 11).Draw(1, 2, new RandomSeed(1).Stream("test"));
        Assert.Equal(8, patch.Labels.Length);
        Assert.DoesNotContain((short)-1, patch.Labels);
    }

    [Fact]
    public void Draw_SameStream_SamePatch_EitherCase()
    {
        var sampler = new PatchSampler([PhantomCases.Plain(), PhantomCases.Plain(7)], new GridSize(8, 8, 8), new GridSize(8, 8, 8), new PatchSamplingOptions(), 11);
        Assert.Equal(sampler.Draw(0, 2, new RandomSeed(3).Stream("p")).Image, sampler.Draw(0, 2, new RandomSeed(3).Stream("p")).Image);
        Assert.NotEqual(sampler.Draw(0, 2, new RandomSeed(3).Stream("p")).Image, sampler.Draw(0, 2, new RandomSeed(4).Stream("p")).Image);
    }

    [Fact]
    public void Validate_ProbabilitiesOutsideTheirRange_ListsBoth()
    {
        OptionsException error = Assert.Throws<OptionsException>(() => new PatchSamplingOptions { ForegroundFraction = 1.5, LesionProbability = double.NaN }.Validate());
        Assert.Equal(2, error.Problems.Count);
    }

    private static PatchSampler Sampler(TrainingCase source, GridSize patch, PatchSamplingOptions options, int? lesion) => new([source], patch, patch, options, lesion);
}
