using System.Text.Json;
using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Phantoms.Cohorts;
using Thca.Phantoms.Ct;
using Thca.Phantoms.Writing;
using Thca.Testing;

namespace Thca.Phantoms.Tests.Writing;

public sealed class PhantomWriterTests
{
    private static readonly CohortPhantomOptions Tiny = new() { Patients = 3, Size = new GridSize(48, 48, 24), Spacing = new Spacing(2, 2, 4) };

    [Fact]
    public void A_case_is_written_as_image_labels_and_truth()
    {
        using var folder = new TemporaryFolder();
        #region case
        var options = new NeckCtOptions { Size = new GridSize(64, 64, 32), Spacing = new Spacing(1.6, 1.6, 4), LesionDiameter = 18, Heterogeneity = 0.8 };
        NeckCtCase made = PhantomCaseWriter.Write(folder.FullName, options, RandomSeed.Default);
        #endregion
        Volume<float> image = VolumeFile.Read<float>(folder.File("ct.nii.gz"));
        Assert.True(image.Voxels.SequenceEqual(made.Ct.Voxels));
        Assert.True(image.Geometry.Matches(made.Ct.Geometry));
        Assert.Equal(ComponentType.Int16, image.StoredType);
        LabelMap labels = VolumeFile.ReadLabelMap(folder.File("labels.nii.gz"));
        Assert.Equal(Enumerable.Range(1, 11), labels.DistinctLabels());
        using JsonDocument truth = JsonDocument.Parse(File.ReadAllText(folder.File("truth.json")));
        Assert.Equal("thca-phantom-truth/1", truth.RootElement.GetProperty("schema").GetString());
        JsonElement lesion = truth.RootElement.GetProperty("lesion");
        Assert.Equal(labels.Select(11).Count(), lesion.GetProperty("voxels").GetInt32());
        Assert.Equal(made.Truth.Habitats.Count, lesion.GetProperty("habitats").GetArrayLength());
    }

    [Fact]
    public void A_cohort_is_written_with_its_tables()
    {
        using var folder = new TemporaryFolder();
        var seen = new List<WorkProgress>();
        CohortPhantom cohort = PhantomCohortWriter.Write(folder.FullName, Tiny, RandomSeed.Default, ComputeOptions.SingleThread, new Recorder(seen));
        TextTable table = TextTable.Read(folder.File("cohort.csv"));
        Assert.Equal(["PatientID", "Image", "Mask", "Label", "Thyroid"], table.Header);
        for (int r = 0; r < table.RowCount; r++)
        {
            Mask lesion = VolumeFile.ReadLabelMap(folder.File(table[r, "Mask"])).SelectLesion(11);
            Mask thyroid = VolumeFile.ReadLabelMap(folder.File(table[r, "Thyroid"])).SelectNonZero();
            Assert.True(VolumeFile.Read<float>(folder.File(table[r, "Image"])).Geometry.Matches(lesion.Geometry));
            Assert.True(thyroid.Count() > lesion.Count());
        }

        Assert.Equal(3, TextTable.Read(folder.File("clinical.csv")).RowCount);
        Assert.Equal(3, TextTable.Read(folder.File("proteins.csv")).RowCount);
        TextTable truth = TextTable.Read(folder.File("truth.csv"));
        Assert.Equal(cohort.Patients.Select(p => p.Metastasis ? "1" : "0"), truth.Column("M1"));
        Close.To(cohort.Patients[1].LogOdds, truth.Number(1, "LogOdds"), 0);
        Assert.Equal([1L, 2, 3], seen.Select(p => p.Completed));
    }

    [Fact]
    public void Every_file_is_the_same_at_any_number_of_threads()
    {
        using TemporaryFolder one = new(), two = new();
        PhantomCohortWriter.Write(one.FullName, Tiny, RandomSeed.Default, ComputeOptions.SingleThread);
        PhantomCohortWriter.Write(two.FullName, Tiny, RandomSeed.Default, new ComputeOptions { MaxDegreeOfParallelism = 2 });
        string[] files = [.. Directory.EnumerateFiles(one.FullName, "*", SearchOption.AllDirectories).Order()];
        Assert.Equal(3 * 3 + 4, files.Length);
        foreach (string file in files)
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(two.FullName, Path.GetRelativePath(one.FullName, file))));
    }

    private sealed class Recorder(List<WorkProgress> seen) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => seen.Add(value);
    }
}
