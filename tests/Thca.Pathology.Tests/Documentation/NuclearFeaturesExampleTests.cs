using Thca.Core.Cohorts;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Heterogeneity;
using Thca.Pathology.NuclearFeatures;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Slides;
using Thca.Phantoms.Histology;
using Thca.Testing;

namespace Thca.Pathology.Tests.Documentation;

public class NuclearFeaturesExampleTests
{
    [Fact]
    public void Example_of_features_and_heterogeneity()
    {
        using var folder = new TemporaryFolder();
        (string slidePath, string nucleiPath, string featuresPath) = (folder.File("slide.png"), folder.File("nuclei.parquet"), folder.File("nuclear_features.parquet"));
        Synthetic(slidePath, nucleiPath);

        #region features
        var slide = new SlideToMeasure
        {
            Patient = new PatientId("P001"),
            Slide = new SlideId("S1"),
            Open = () => SlideFile.Open(slidePath, new SlideOpenOptions { MppX = 0.25, MppY = 0.25 }),
            NucleiPath = nucleiPath,
        };
        SlideFeatureSummary summary = SlideFeatureExtractor.Run(slide, featuresPath, new SlideFeatureOptions());

        SlideNuclei nuclei = NuclearFeatureTable.ReadIncluded(featuresPath, TissueRaster.Full(widthUm: 128, heightUm: 128), NuclearFeatureCatalog.Sound);
        IReadOnlyList<HeterogeneityValue> rows = SlideHeterogeneity.Analyze(nuclei, bins: null, new HeterogeneityOptions { FewestNuclei = 10 });
        double variation = rows.First(r => r.Column == "tumour_area_um2_cv").Value;
        #endregion

        Assert.Equal(NucleusTableReader.ReadAll(nucleiPath).Nuclei.Count, summary.Nuclei);
        Assert.True(variation > 0);
    }

    [Fact]
    public void Example_of_files_of_nuclei()
    {
        using var folder = new TemporaryFolder();
        (string nucleiPath, string geoJsonPath) = (folder.File("nuclei.parquet"), folder.File("nuclei.geojson.gz"));
        Synthetic(folder.File("slide.png"), nucleiPath);

        #region nuclei
        using var table = new NucleusTableReader(nucleiPath);
        NucleiWriteReport report = QuPathGeoJson.Write(geoJsonPath, table.Header, table.Read());   // one nucleus in memory at a time
        NucleiImport back = NucleiImporter.Read(geoJsonPath);
        #endregion

        Assert.Equal(report.Written, back.Nuclei.Count);
    }

    private static void Synthetic(string slidePath, string nucleiPath)
    {
        HistologyTile tile = new HistologyPhantom(new HistologyOptions { Width = 512, Height = 512, Density = 0.0015, Gaps = false }, RandomSeed.Default, "example").Render();
        FlatImageFile.WritePng(slidePath, tile.Image);
        IReadOnlyList<Nucleus> nuclei = Thca.Pathology.Detection.Instances.InstanceTable.Describe(
            Thca.Pathology.Detection.Instances.InstanceMap.Renumbered(512, 512, [.. tile.Instances]), tile.Types.ToArray());
        NucleusTable.Write(nucleiPath, new NucleusTableHeader { Slide = new SlideId("S1"), MppX = 0.25, MppY = 0.25 }, nuclei);
    }
}
