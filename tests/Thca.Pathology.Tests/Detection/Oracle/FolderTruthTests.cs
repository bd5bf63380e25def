using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Pathology.Detection.Oracle;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Tests.Nuclei;
using Thca.Testing;

namespace Thca.Pathology.Tests.Detection.Oracle;

public sealed class FolderTruthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Squares of 3 at (510, 2), over the border of two cells of the index, and of 4 at (512, 4), which loses the pixel they share.
    [Fact]
    public void Read_PaintsOutlines_TheEarlierOwnsWhatIsShared_PartsOutsideTheWindowAreCut()
    {
        TruthPatch patch = Written(0.25, Samples.Square(7, NucleusType.Dead, 510, 2, 3), Samples.Square(8, NucleusType.Connective, 512, 4, 4)).Read(new SlideId("S"), 511, 3, 4, 4);
        Assert.Equal(
            [
                8, 8, 0, 0,
                8, 8, 9, 9,
                0, 9, 9, 9,
                0, 9, 9, 9,
            ],
            patch.Instances);
        Assert.Equal(Array.ConvertAll(patch.Instances, i => (byte)(i == 8 ? NucleusType.Dead : i == 9 ? NucleusType.Connective : NucleusType.Background)), patch.Types);
    }

    [Fact]
    public void Read_NegativeCorner_AndEmptyPlaces()
    {
        FolderTruth truth = Written(0.25, Samples.Square(0, NucleusType.Dead, 0, 0, 3));
        Assert.Equal([0, 0, 0, 0, 1, 1, 0, 1, 1], truth.Read(new SlideId("S"), -1, -1, 3, 3).Instances);
        Assert.All(truth.Read(new SlideId("S"), 5000, 9000, 8, 8).Instances, i => Assert.Equal(0, i));
    }

    // Corners 10 and 12 of a slide of 0.5 µm are 20.5 and 24.5 on the grid of 0.25 µm, rounded to even 20 and 24.
    [Fact]
    public void Read_SlideOfHalfTheResolution_IsPaintedOnTheDetectorsGrid()
    {
        TruthPatch patch = Written(0.5, Samples.Square(0, NucleusType.Dead, 10, 10, 3)).Read(new SlideId("S"), 0, 0, 40, 40);
        Assert.Equal(25, patch.Instances.Count(i => i == 1));
        Assert.Equal((1, 1, 0), (patch.Instances[20 * 40 + 20], patch.Instances[24 * 40 + 24], patch.Instances[25 * 40 + 25]));
    }

    [Fact]
    public void Read_UnknownSlideOrAbsurdNucleus_IsRefused()
    {
        Assert.Equal(ProblemCodes.FileNotFound, Assert.Throws<DataFormatException>(() => Written(0.25).Read(new SlideId("other"), 0, 0, 4, 4)).Code);
        Nucleus absurd = Samples.Square(5, NucleusType.Dead, 0, 0, 3) with { Box = new PixelBox(0, 0, 40_000, 3), Contour = [new(0, 0), new(0, 2), new(39_999, 2), new(39_999, 0)] };
        Assert.Contains("40000 x 3", Assert.Throws<DataFormatException>(() => Written(0.25, absurd).Read(new SlideId("S"), 0, 0, 4, 4)).What, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => new FolderTruth(_folder.File("nowhere")));
    }

    private FolderTruth Written(double mpp, params Nucleus[] nuclei)
    {
        NucleusTable.Write(_folder.File("S", "nuclei.parquet"), new NucleusTableHeader { Slide = new SlideId("S"), MppX = mpp, MppY = mpp }, nuclei);
        return new FolderTruth(_folder.FullName);
    }
}
