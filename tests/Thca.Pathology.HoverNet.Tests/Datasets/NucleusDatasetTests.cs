using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Randomness;
using Thca.Pathology.HoverNet.Datasets;
using Thca.Pathology.Slides;
using Thca.Testing;

namespace Thca.Pathology.HoverNet.Tests.Datasets;

public class NucleusDatasetTests
{
    [Fact]
    public void Read_PanNukeFold_GivesUniqueInstancesAndClasses()
    {
        using var folder = new TemporaryFolder();
        var images = new double[2 * 4 * 3 * 3];
        images[0] = 300;
        images[1] = 17;
        var masks = new double[2 * 4 * 3 * 6];
        masks[0] = 5;
        masks[6 + 1] = 5;
        masks[12 + 5] = 1;
        NumpyFile.Write<double>(folder.File("fold1", "images.npy"), [2, 4, 3, 3], images);
        NumpyFile.Write<double>(folder.File("fold1", "masks.npy"), [2, 4, 3, 6], masks);
        IReadOnlyList<NucleusSample> samples = NucleusDataset.Read(folder.FullName);
        Assert.Equal(["fold1/00000", "fold1/00001"], samples.Select(s => s.Name));
        Assert.Equal((3, 4), (samples[0].Image.Width, samples[0].Image.Height));
        Assert.Equal([255, 17, 0], samples[0].Image.Pixels.Take(3).Select(v => (int)v));
        Assert.Equal([1, 2, 0], samples[0].Instances.Take(3));
        Assert.Equal([1, 2, 0], samples[0].Types.Take(3).Select(v => (int)v));
    }

    [Fact]
    public void Read_ArrayAlone_AndPictureWithArray_GiveTheSame()
    {
        using var folder = new TemporaryFolder();
        NucleusSample sample = PhantomSamples.Make(1, 64, "data")[0];
        var five = new int[64 * 64 * 5];
        var two = new int[64 * 64 * 2];
        for (int p = 0; p < 64 * 64; p++)
        {
            for (int c = 0; c < 3; c++) five[5 * p + c] = sample.Image.Pixels[3 * p + c];
            (five[5 * p + 3], five[5 * p + 4]) = (two[2 * p], two[2 * p + 1]) = (sample.Instances[p], sample.Types[p]);
        }

        NumpyFile.Write<int>(folder.File("p1__a.npy"), [64, 64, 5], five);
        NumpyFile.Write<int>(folder.File("p1__b.npy"), [64, 64, 2], two);
        FlatImageFile.WritePng(folder.File("p1__b.png"), sample.Image);
        IReadOnlyList<NucleusSample> samples = NucleusDataset.Read(folder.FullName);
        Assert.Equal(2, samples.Count);
        Assert.All(samples, s => Assert.Equal("p1", s.Group));
        Assert.Equal(samples[0].Image.Pixels, samples[1].Image.Pixels);
        Assert.Equal(sample.Instances, samples[1].Instances);
        Assert.Equal(sample.Types, samples[0].Types);
    }

    [Fact]
    public void Read_NothingOrStrangeLayout_SaysWhatIsRead()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("TRAINING_DATA_INSUFFICIENT", Assert.Throws<DataFormatException>(() => NucleusDataset.Read(folder.FullName)).Code);
        NumpyFile.Write<byte>(folder.File("x.npy"), [2, 2, 3], new byte[12]);
        Assert.Contains("2 x 2 x 3", Assert.Throws<DataFormatException>(() => NucleusDataset.Read(folder.FullName)).Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => NucleusDataset.Read(folder.File("none")));
    }

    [Fact]
    public void Split_KeepsGroupsTogether()
    {
        NucleusSample one = PhantomSamples.Make(1, 32, "split")[0];
        NucleusSample[] samples = [.. Enumerable.Range(0, 12).Select(i => one with { Name = $"{i}", Group = $"g{i / 3}" })];
        (IReadOnlyList<NucleusSample> training, IReadOnlyList<NucleusSample> validation) = NucleusDataset.Split(samples, 0.25, RandomSeed.Default);
        Assert.Equal((9, 3), (training.Count, validation.Count));
        Assert.Empty(training.Select(s => s.Group).Intersect(validation.Select(s => s.Group)));
        Assert.Empty(NucleusDataset.Split(samples, 0, RandomSeed.Default).Validation);
    }
}
