using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Evaluation;
using Thca.Segmentation.Labels;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Evaluation;

public sealed class ComponentFilterTests : IDisposable
{
    private static readonly LabelSet Set = new([KeyValuePair.Create("background", 0), KeyValuePair.Create("gland", 1), KeyValuePair.Create("trachea", 2), KeyValuePair.Create("lesion", 3)]);

    private readonly TemporaryFolder _folder = new();
    private readonly ImageGeometry _grid = new(new GridSize(20, 1, 1), Spacing.Isotropic(2));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Apply_KeepsAllComponentsOfLargestSize()
    {
        LabelMap map = Map("11.11.1.2.22.3.33");
        Assert.Equal("11.11.....22.3.33", Text(ComponentFilter.Apply(map, new ComponentRules { LargestOfLabels = [1, 2, 3] }, Set)));
    }

    [Fact]
    public void Apply_AllForeground_SparesTheLesion() =>
        Assert.Equal("112...3", Text(ComponentFilter.Apply(Map("112.1.3"), new ComponentRules { LargestForeground = true }, Set)));

    [Fact]
    public void Apply_SmallestLesionVolume() =>
        Assert.Equal("1...33", Text(ComponentFilter.Apply(Map("1.3.33"), new ComponentRules { MinimumLesionMm3 = 16 }, Set)));

    [Fact]
    public void Learn_TakesWhatRaisesDice_NeverTheLesion()
    {
        // Gland: a false island in both cases. Trachea: two true parts. Lesion: a false focus, which stays.
        Save("pred", "a", "111..1.2.22.33.3");
        Save("truth", "a", "111....2.22.33..");
        Save("pred", "b", "111.1..2.22.33.3");
        Save("truth", "b", "111....2.22.33..");
        ComponentRules rules = ComponentFilter.Learn(_folder.File("pred"), _folder.File("truth"), Set);
        Assert.False(rules.LargestForeground);
        Assert.Equal([1], rules.LargestOfLabels);
        Assert.Equal(6.0 / 7, rules.DiceBefore[1], 12);
        Assert.Equal(1, rules.DiceAfter[1]);
        Assert.Equal(rules.DiceBefore[3], rules.DiceAfter[3]);

        string path = _folder.File("postprocessing.json");
        rules.Write(path, Set.Foreground);
        ComponentRules back = ComponentRules.Read(path);
        Assert.Equal((false, 0.0), (back.LargestForeground, back.MinimumLesionMm3));
        Assert.Equal([1], back.LargestOfLabels);
    }

    [Fact]
    public void Learn_AllForeground_OnlyWhereNoLabelLoses()
    {
        Save("pred", "a", "1122.1.2");
        Save("truth", "a", "1122....");
        Assert.True(ComponentFilter.Learn(_folder.File("pred"), _folder.File("truth"), Set).LargestForeground);
        Save("pred", "a", "1122.1.2");
        Save("truth", "a", "1122...2");
        Assert.False(ComponentFilter.Learn(_folder.File("pred"), _folder.File("truth"), Set).LargestForeground);
    }

    [Fact]
    public void Learn_NeedsBothFiles()
    {
        Save("pred", "a", "1");
        Save("truth", "b", "1");
        Assert.Equal(SegmentationEvaluator.ReferenceMissing, Assert.Throws<ThcaException>(() => ComponentFilter.Learn(_folder.File("pred"), _folder.File("truth"), Set)).Code);
    }

    [Theory]
    [InlineData("{\"postprocessing_fns\": [\"other\"], \"postprocessing_kwargs\": [{\"labels_or_regions\": [1]}]}")]
    [InlineData("{\"postprocessing_fns\": []}")]
    [InlineData("{\"postprocessing_fns\": [\"remove_all_but_largest_component_from_segmentation\"], \"postprocessing_kwargs\": [{\"labels_or_regions\": [[1, 2]]}]}")]
    public void Read_OtherRules_AreRefused(string json)
    {
        string path = _folder.File("p.json");
        File.WriteAllText(path, json);
        Assert.Throws<DataFormatException>(() => ComponentRules.Read(path));
    }

    private LabelMap Map(string text) => new(_grid, [.. text.PadRight(20, '.').Select(c => c == '.' ? 0 : c - '0')]);

    private static string Text(LabelMap map) => string.Concat(map.Labels.ToArray().Select(l => l == 0 ? '.' : (char)('0' + l))).TrimEnd('.');

    private void Save(string folder, string id, string text) => VolumeFile.WriteLabelMap(Map(text), _folder.File(folder, id + ".nii.gz"));
}
