using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Testing;

namespace Thca.Core.Tests.Documentation;

/// <summary>The examples of the package's page, run.</summary>
public class CoreExampleTests
{
    [Fact]
    public void Tables_AreReadJoinedAndWritten()
    {
        using var folder = new TemporaryFolder();
        string features = folder.File("f.csv"), patients = folder.File("p.csv"), heterogeneity = folder.File("h.csv"), output = folder.File("o.parquet");
        File.WriteAllText(features, "PatientID,glcm_Contrast\n007,1.5\n008,2.5\n009,NaN\n");
        File.WriteAllText(patients, "PatientID;Age\n007;45,5\n");
        File.WriteAllText(heterogeneity, "PatientID,3D_ITHscore\n008,0.5\n007,0.25\n");

        #region tables
        FeatureTable radiomics = FeatureTableFile.Read(features);
        TextTable clinical = TextTable.Read(patients);
        double age = clinical.Number(0, "Age");

        TableJoin joined = radiomics.Join(FeatureTableFile.Read(heterogeneity));
        Console.WriteLine(joined); // 2 matched, 1 only in the first table, 0 only in the second
        FeatureTableFile.Write(joined.Table, output); // .csv, .arrow, .feather or .parquet
        #endregion

        Assert.Equal(45.5, age);
        Assert.Equal("2 matched, 1 only in the first table, 0 only in the second", joined.ToString());
        Assert.Equal([0.25, 0.5], FeatureTableFile.Read(output)["3D_ITHscore"].Values.ToArray());
    }

    [Fact]
    public void Volumes_MasksAndOutcomes()
    {
        #region volumes
        var geometry = new ImageGeometry(new GridSize(64, 64, 32), new Spacing(0.7, 0.7, 2.5));
        var image = new Volume<float>(geometry);
        var labels = new int[geometry.Size.Count];
        labels[geometry.Size.Offset(30, 30, 16)] = (int)AnatomicalLabel.Lesion;

        Mask lesion = new LabelMap(geometry, labels).SelectLesion();
        lesion.Geometry.EnsureMatches(image.Geometry);
        Volume<float> crop = image.Crop(lesion.RequireBoundingBox().Grow(2, image.Size));
        #endregion

        Assert.Equal(new GridSize(5, 5, 5), crop.Size);
    }

    [Fact]
    public void Randomness_IsTheSameAtAnyNumberOfThreads()
    {
        #region randomness
        double[] Draws(int threads) => OrderedParallel.Map(
            1000,
            i => RandomSeed.Default.Stream("bootstrap", "P007", i).NextDouble(),
            new ComputeOptions { MaxDegreeOfParallelism = threads });
        #endregion

        Assert.Equal(Draws(1), Draws(2));
    }

    [Fact]
    public void Outcomes_KeepTheReason()
    {
        #region outcomes
        Outcome<FeatureTable> outcome = Outcome<FeatureTable>.Try(() => FeatureTableFile.Read("missing.csv"));
        string line = outcome.Succeeded ? $"{outcome.Value.RowCount} rows" : outcome.Problem.ToString();
        #endregion

        Assert.StartsWith("FILE_NOT_FOUND: ", line, StringComparison.Ordinal);
    }
}
