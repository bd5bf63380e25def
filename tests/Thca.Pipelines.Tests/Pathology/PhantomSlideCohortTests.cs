using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Pathology.Nuclei;
using Thca.Phantoms.Cohorts;
using Thca.Phantoms.Histology;
using Thca.Pipelines.Pathology;
using Thca.Testing;

namespace Thca.Pipelines.Tests.Pathology;

public sealed class PhantomSlideCohortTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cohort_HasASlideWithItsTruth_PerPatient_SameBytesAtAnyJobs()
    {
        CohortPhantom cohort = CohortPhantom.Draw(new CohortPhantomOptions { Patients = 3, MinimumEvents = 1 }, new RandomSeed(42));
        var options = new PatientSlideOptions { Side = 256 };
        string one = _folder.File("one"), two = _folder.File("two");
        PhantomSlideCohort.Write(one, cohort, new RandomSeed(42), new RawWriter(), options, ComputeOptions.SingleThread);
        PhantomSlideCohort.Write(two, cohort, new RandomSeed(42), new RawWriter(), options, new ComputeOptions { MaxDegreeOfParallelism = 2 });
        foreach (string file in Directory.EnumerateFiles(one, "*", SearchOption.AllDirectories))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(two, Path.GetRelativePath(one, file))));
        TextTable slides = TextTable.Read(Path.Combine(one, "slides.csv")), truth = TextTable.Read(Path.Combine(one, "slides_truth.csv"));
        Assert.Equal((3, "slides/P002.tif"), (slides.RowCount, slides[1, "Path"]));
        Assert.Equal(3 * 256 * 256, new FileInfo(Path.Combine(one, slides[1, "Path"])).Length);
        for (int row = 0; row < 3; row++)
        {
            IReadOnlyList<Nucleus> nuclei = NucleusTableReader.ReadAll(Path.Combine(one, PhantomSlideCohort.TruthFolder, truth[row, "SlideID"], "nuclei.parquet")).Nuclei;
            Assert.Equal(truth.Number(row, "Nuclei"), nuclei.Count);
            Assert.True(nuclei.Count > 20);
            Assert.All(nuclei, n => Assert.True(n.Contour.Count >= 3 && n.Box.Contains(n.CentroidX, n.CentroidY) && n.Type != NucleusType.Background));
        }
    }

    private sealed class RawWriter : ISlideWriter
    {
        public void Write(string path, int width, int height, double mpp, Func<PixelBox, RgbImage> region, CancellationToken ct = default)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, region(new PixelBox(0, 0, width, height)).Pixels);
        }
    }
}
