using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Datasets;

public sealed class DatasetFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _root;

    public DatasetFolderTests()
    {
        _root = _folder.File("Dataset007_Small");
        ImageGeometry grid = SmallImages.Grid();
        foreach (string id in (string[])["good", "grid", "label", "nan", "no_image", "no_label", "cut"])
        {
            if (id != "no_image") VolumeFile.Write(SmallImages.Ct(grid), DatasetFolder.ImagePath(_root, id, 0));
            if (id != "no_label") VolumeFile.WriteLabelMap(SmallImages.Labels(grid, (1, 1)), DatasetFolder.LabelPath(_root, id));
        }

        VolumeFile.WriteLabelMap(SmallImages.Labels(SmallImages.Grid(spacing: 2.1), (1, 1)), DatasetFolder.LabelPath(_root, "grid"));
        VolumeFile.WriteLabelMap(SmallImages.Labels(grid, (1, 12)), DatasetFolder.LabelPath(_root, "label"));
        Volume<float> nan = SmallImages.Ct(grid);
        nan.Voxels[3] = float.NaN;
        VolumeFile.Write(nan, DatasetFolder.ImagePath(_root, "nan", 0));
        string cut = DatasetFolder.ImagePath(_root, "cut", 0);
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^20]);
        DatasetJson.Create(["CT"], new LabelSet([KeyValuePair.Create("background", 0), KeyValuePair.Create("lesion", 1)]), 7).Write(Path.Combine(_root, "dataset.json"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Verify_GivesEveryBadCaseItsProblem()
    {
        Dictionary<string, string?> codes = DatasetVerifier.Verify(DatasetFolder.Open(_root)).ToDictionary(c => c.Key, c => c.Value?.Code);
        Assert.Null(codes["good"]);
        Assert.Equal(ProblemCodes.GeometryMismatch, codes["grid"]);
        Assert.Equal(LabelMapMerger.LabelUnknown, codes["label"]);
        Assert.Equal(ProblemCodes.NonFiniteVoxels, codes["nan"]);
        Assert.Equal(CaseReader.ImageMissing, codes["no_image"]);
        Assert.Equal(CaseReader.LabelMissing, codes["no_label"]);
        Assert.Equal(ProblemCodes.FileTruncated, codes["cut"]);
    }

    [Fact]
    public void Fingerprint_LeavesBadCasesOut()
    {
        FingerprintResult result = FingerprintExtractor.Run(DatasetFolder.Open(_root));
        Assert.Equal([2, 2, 2], Assert.Single(result.Fingerprint.Spacings));
        Assert.Equal([4, 5, 6], Assert.Single(result.Fingerprint.ShapesAfterCrop));
        Assert.Equal(41, result.Fingerprint.Intensities[0].Mean);
        Assert.Equal(6, result.Cases.Count(c => c.Value is not null));
        string path = _folder.File("dataset_fingerprint.json");
        result.Fingerprint.Write(path);
        DatasetFingerprint back = DatasetFingerprint.Read(path);
        Assert.Equal(result.Fingerprint.Intensities, back.Intensities);
        Assert.Equal(result.Fingerprint.Spacings[0], back.Spacings[0]);
    }

    [Fact]
    public void Reference_DrawsFromTheForeground()
    {
        FingerprintResult result = FingerprintExtractor.Run(DatasetFolder.Open(_root), new FingerprintOptions { Mode = Core.Provenance.AnalysisMode.Reference, ReferenceDraws = 700 });
        Assert.Equal((41, 41), (result.Fingerprint.Intensities[0].Mean, result.Fingerprint.Intensities[0].Maximum));
    }

    [Fact]
    public void StatedNumber_MustBeRight()
    {
        DatasetFolder.Open(_root).Description.WithNumTraining(6).Write(Path.Combine(_root, "dataset.json"));
        Assert.Contains("states 6 training cases; 7", Assert.Throws<DataFormatException>(() => FingerprintExtractor.Run(DatasetFolder.Open(_root))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dataset101_Thyroid", true)]
    [InlineData("Dataset1_Thyroid", false)]
    [InlineData("Dataset101Thyroid", false)]
    [InlineData("Data", false)]
    public void IsProperName(string name, bool expected) => Assert.Equal(expected, DatasetFolder.IsProperName(name));

    [Fact]
    public void NoCase_OrNoDescription_IsNamed()
    {
        DatasetJson.ForThyroid(0).Write(_folder.File("empty", "dataset.json"));
        Assert.Contains("no training case", Assert.Throws<DataFormatException>(() => DatasetFolder.Open(_folder.File("empty"))).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => DatasetFolder.Open(_folder.File("nothing")));
    }
}
