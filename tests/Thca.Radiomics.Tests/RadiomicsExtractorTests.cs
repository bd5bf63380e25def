using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Radiomics.Settings;
using Thca.Testing;

namespace Thca.Radiomics.Tests;

public class RadiomicsExtractorTests
{
    private static readonly RadiomicsExtractor Default = new();

    [Fact]
    public void Extract_AnyThreadCount_IsBitIdentical()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(1);
        foreach (RadiomicsOptions options in new[] { RadiomicsProfiles.PyRadiomics, RadiomicsProfiles.Thca, new RadiomicsOptions { WeightingNorm = DistanceWeighting.Euclidean, Distances = [1, 2] } })
        {
            var extractor = new RadiomicsExtractor(options);
            FeatureVector one = extractor.Extract(image, mask, ComputeOptions.SingleThread);
            foreach (int threads in new[] { 2, 8 })
            {
                FeatureVector many = extractor.Extract(image, mask, new ComputeOptions { MaxDegreeOfParallelism = threads });
                Assert.Equal(one.Values.Select(v => BitConverter.DoubleToInt64Bits(v.Value)), many.Values.Select(v => BitConverter.DoubleToInt64Bits(v.Value)));
                Assert.Equal(one.Diagnostics, many.Diagnostics);
            }
        }
    }

    [Fact]
    public void Extract_AnyNumberType_GivesSameValues()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(2);
        FeatureVector expected = Default.Extract(image, mask);
        AssertSame(expected, Default.Extract(image.Select(v => (double)v), mask));
        AssertSame(expected, Default.Extract(image.Select(v => (short)v), mask));
    }

    [Fact]
    public void Extract_LeavesInputsAlone()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(3);
        float[] before = image.Voxels.ToArray();
        byte[] maskBefore = mask.Voxels.ToArray();
        new RadiomicsExtractor(RadiomicsProfiles.Thca with { ResegmentRange = [-2, 2], ResegmentMode = ResegmentationMode.Sigma }).Extract(image, mask);
        Assert.Equal(before, image.Voxels.ToArray());
        Assert.Equal(maskBefore, mask.Voxels.ToArray());
    }

    [Fact]
    public void Extract_MovedMask_PrintsBothGrids()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(4);
        var moved = new Mask(mask.Geometry with { Origin = new PhysicalPoint(-40, 13, 7) }, mask.Voxels.ToArray());
        var error = Assert.Throws<GeometryMismatchException>(() => Default.Extract(image, moved));
        Assert.Contains("(-40, 12, 7)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(-40, 13, 7)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Extract_CorrectMask_BringsMaskOntoImage()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(5);
        // The same region on a larger grid that starts two voxels earlier.
        ImageGeometry g = mask.Geometry;
        ImageGeometry larger = g with { Size = new GridSize(g.Size.X + 4, g.Size.Y + 4, g.Size.Z + 4), Origin = g.IndexToPhysical(-2, -2, -2) };
        (_, Mask shifted) = TestLesion.Rearrange((image, mask), larger, v => Inside(g.Size, v.X - 2, v.Y - 2, v.Z - 2));
        var correcting = new RadiomicsExtractor(new RadiomicsOptions { CorrectMask = true });
        AssertSame(Default.Extract(image, mask), correcting.Extract(image, shifted));
        Assert.Contains(correcting.Extract(image, shifted).Diagnostics, d => d.Key == "diagnostics_Mask-corrected_VoxelNum");
        Assert.Throws<GeometryMismatchException>(() => Default.Extract(image, shifted));
    }

    [Fact]
    public void Extract_CorrectMaskOutsideImage_IsRefused()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(5);
        var away = new Mask(mask.Geometry with { Origin = new PhysicalPoint(400, 0, 0) }, mask.Voxels.ToArray());
        Assert.Throws<GeometryMismatchException>(() => new RadiomicsExtractor(new RadiomicsOptions { CorrectMask = true }).Extract(image, away));
    }

    [Fact]
    public void Extract_EmptyMask_IsRefused()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(6);
        Assert.Equal(ProblemCodes.MaskEmpty, Code(() => Default.Extract(image, new Mask(mask.Geometry, new byte[image.Size.Count]))));
    }

    [Fact]
    public void Extract_AbsentLabel_ListsLabels()
    {
        (Volume<float> image, _) = TestLesion.Create(7);
        var labels = new int[image.Size.Count];
        (labels[5], labels[6]) = (3, 11);
        var error = Assert.Throws<LabelNotFoundException>(() => Default.Extract(image, new LabelMap(image.Geometry, labels)));
        Assert.Equal([3, 11], error.Present);
    }

    [Theory]
    [InlineData(1, 1, 1, 2)]
    [InlineData(5, 1, 1, 2)]
    [InlineData(5, 4, 1, 3)]
    public void Extract_TooFewDimensions_IsRefused(int x, int y, int z, int dimensions) =>
        Assert.Equal(ProblemCodes.MaskTooSmall, Code(() => Box(x, y, z, new RadiomicsOptions { MinimumRoiDimensions = dimensions })));

    [Fact]
    public void Extract_TooFewVoxels_IsRefused()
    {
        Assert.Equal(ProblemCodes.MaskTooSmall, Code(() => Box(2, 2, 2, new RadiomicsOptions { MinimumRoiSize = 8 })));
        Assert.Equal(107, Box(2, 2, 2, new RadiomicsOptions { MinimumRoiSize = 7 }).Count);
    }

    [Fact]
    public void Extract_OneSlice_HasAllFeatures()
    {
        FeatureVector features = Box(6, 5, 1, new RadiomicsOptions());
        Assert.All(features.Values, v => Assert.True(double.IsFinite(v.Value), v.Name));
        Assert.Equal(0, features["shape_Flatness"]);
        Assert.Equal(0, features["shape_LeastAxisLength"]);
    }

    [Fact]
    public void Extract_Line_HasAllFeatures() =>
        Assert.All(Box(1, 7, 1, new RadiomicsOptions { MinimumRoiDimensions = 1 }).Values, v => Assert.True(double.IsFinite(v.Value), v.Name));

    [Fact]
    public void Extract_MaskFillsImage_HasAllFeatures()
    {
        (Volume<float> image, _) = TestLesion.Create(8);
        var full = new byte[image.Size.Count];
        Array.Fill(full, (byte)1);
        Assert.All(Default.Extract(image, new Mask(image.Geometry, full)).Values, v => Assert.True(double.IsFinite(v.Value), v.Name));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Extract_NonFiniteVoxels_SaysWhereAndHowMany(float value)
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(9);
        image[3, 4, 5] = value;
        image[4, 4, 5] = value;
        var error = Assert.Throws<ThcaException>(() => Default.Extract(image, mask));
        Assert.Equal(ProblemCodes.NonFiniteVoxels, error.Code);
        Assert.Contains("2 of 3060 voxels", error.Message, StringComparison.Ordinal);
        Assert.Contains("(3, 4, 5)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Extract_ConstantRegion_FollowsConventions()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(10);
        for (int i = 0; i < mask.Size.Count; i++) if (mask.Voxels[i] != 0) image.Voxels[i] = 7;

        FeatureVector middle = new RadiomicsExtractor(new RadiomicsOptions { BinCount = 32 }).Extract(image, mask);
        Assert.Equal((17, 34, 289), (middle["glcm_JointAverage"], middle["glcm_SumAverage"], middle["glcm_Autocorrelation"]));
        Assert.Equal((1, 1, 0, 0), (middle["glcm_Correlation"], middle["glcm_MCC"], middle["glcm_Imc1"], middle["glcm_Imc2"]));
        Assert.Equal((1e6, 0, 0), (middle["ngtdm_Coarseness"], middle["ngtdm_Busyness"], middle["ngtdm_Strength"]));
        Assert.Equal(-3.2034265038149171e-16, middle["firstorder_Entropy"], 1e-25);

        FeatureVector sound = new RadiomicsExtractor(RadiomicsProfiles.Thca).Extract(image, mask);
        Assert.Equal((1, 2, 1, 0, 0), (sound["glcm_JointAverage"], sound["glcm_SumAverage"], sound["glcm_Autocorrelation"], sound["firstorder_Skewness"], sound["firstorder_Kurtosis"]));
    }

    [Fact]
    public void Extract_ConstantImageNormalised_IsRefused()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(11);
        image.Voxels.Fill(5);
        Assert.Equal(ProblemCodes.RegionConstant, Code(() => new RadiomicsExtractor(RadiomicsProfiles.Thca).Extract(image, mask)));
    }

    [Fact]
    public void Extract_IsolatedVoxels_GiveNaNWithReasonsOrExclusion()
    {
        // Two voxels that touch nothing: no pair for GLCM, no neighbour for NGTDM.
        (Volume<float> image, _) = TestLesion.Create(12);
        var voxels = new byte[image.Size.Count];
        voxels[image.Size.Offset(2, 2, 2)] = voxels[image.Size.Offset(6, 8, 9)] = 1;
        var mask = new Mask(image.Geometry, voxels);
        FeatureVector counted = Default.Extract(image, mask);
        FeatureValue contrast = counted.Values.Single(v => v.Name == "glcm_Contrast");
        Assert.True(double.IsNaN(contrast.Value));
        Assert.Contains("neighbours", contrast.Reason!.Message, StringComparison.Ordinal);
        Assert.Equal(1e6, counted["ngtdm_Coarseness"]);
        FeatureVector excluded = new RadiomicsExtractor(new RadiomicsOptions { NgtdmIsolated = IsolatedVoxels.Exclude }).Extract(image, mask);
        Assert.True(double.IsNaN(excluded["ngtdm_Contrast"]));
    }

    [Fact]
    public void Extract_TinyBinWidth_IsRefusedBeforeAllocation()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(13);
        Assert.Equal(ProblemCodes.OptionInvalid, Code(() => new RadiomicsExtractor(new RadiomicsOptions { BinWidth = 1e-9 }).Extract(image, mask)));
    }

    [Fact]
    public void Extract_Resegmentation_UsesRangeForAllButShape()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(14);
        FeatureVector all = Default.Extract(image, mask);
        double low = all["firstorder_10Percentile"], high = all["firstorder_90Percentile"];
        FeatureVector inner = new RadiomicsExtractor(new RadiomicsOptions { ResegmentRange = [high, low] }).Extract(image, mask);
        Assert.True(inner["firstorder_Minimum"] >= low && inner["firstorder_Maximum"] <= high);
        Assert.Equal(all["shape_VoxelVolume"], inner["shape_VoxelVolume"]);
        FeatureVector shaped = new RadiomicsExtractor(new RadiomicsOptions { ResegmentRange = [low, high], ResegmentShape = true }).Extract(image, mask);
        Assert.True(shaped["shape_VoxelVolume"] < all["shape_VoxelVolume"]);
        FeatureVector relative = new RadiomicsExtractor(new RadiomicsOptions { ResegmentRange = [0.5], ResegmentMode = ResegmentationMode.Relative }).Extract(image, mask);
        Assert.True(relative["firstorder_Minimum"] >= 0.5 * all["firstorder_Maximum"]);
        Assert.Equal(ProblemCodes.MaskTooSmall, Code(() => new RadiomicsExtractor(new RadiomicsOptions { ResegmentRange = [1e6] }).Extract(image, mask)));
    }

    [Fact]
    public void Extract_Force2D_EqualsSliceForOneSlice()
    {
        // In one slice there is nothing to leave out.
        FeatureVector flat = Box(6, 5, 1, new RadiomicsOptions()), forced = Box(6, 5, 1, new RadiomicsOptions { Force2D = true });
        AssertSame(flat, forced);
        FeatureVector thick = Box(6, 5, 4, new RadiomicsOptions()), forcedThick = Box(6, 5, 4, new RadiomicsOptions { Force2D = true });
        Assert.NotEqual(thick["glcm_Contrast"], forcedThick["glcm_Contrast"]);
    }

    [Fact]
    public void Extract_DeprecatedFeaturesByName_FollowFromOthers()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(21);
        FeatureVector f = Default.Extract(image, mask), old = new RadiomicsExtractor(new RadiomicsOptions
        {
            FeatureClasses =
            [
                new FeatureClassSelection("shape", ["Compactness1", "Compactness2", "SphericalDisproportion"]), new FeatureClassSelection("firstorder", ["StandardDeviation"]),
                new FeatureClassSelection("gldm", ["DependencePercentage", "GrayLevelNonUniformityNormalized"]),
            ],
        }).Extract(image, mask);
        Assert.Equal(6, old.Count);
        Close.To(Math.Pow(f["shape_Sphericity"], 3), old["shape_Compactness2"], 1e-12);
        Close.To(Math.Sqrt(old["shape_Compactness2"]) / (6 * Math.PI), old["shape_Compactness1"], 1e-12);
        Close.To(1 / f["shape_Sphericity"], old["shape_SphericalDisproportion"], 1e-12);
        Close.To(Math.Sqrt(f["firstorder_Variance"]), old["firstorder_StandardDeviation"], 1e-12);
        Close.To(f["firstorder_Uniformity"], old["gldm_GrayLevelNonUniformityNormalized"], 1e-12);
        Assert.Equal(1, old["gldm_DependencePercentage"]);
    }

    [Theory]
    [InlineData(1, false, "force2D")]
    [InlineData(3, true, "one slice")]
    public void Extract_Shape2DOutsideItsDomain_IsNaNWithReason(int slices, bool force2D, string reason)
    {
        FeatureVector features = Box(6, 5, slices, new RadiomicsOptions { Force2D = force2D, FeatureClasses = ["shape2D"] });
        Assert.All(features.Values, v => Assert.Contains(reason, v.Reason!.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Extract_Shape2DOfRectangle_HasKnownSize(int dimension)
    {
        (int x, int y, int z) = dimension switch { 0 => (6, 4, 1), 1 => (6, 1, 4), _ => (1, 6, 4) };
        FeatureVector features = Box(x, y, z, new RadiomicsOptions { Force2D = true, Force2DDimension = dimension, FeatureClasses = ["shape2D"] });
        Spacing s = TestLesion.Grid.Spacing;
        (double a, double b) = dimension switch { 0 => (s.X, s.Y), 1 => (s.X, s.Z), _ => (s.Y, s.Z) };
        Close.To(24 * a * b, features["shape2D_PixelSurface"], 1e-12);
        // The outline passes halfway between pixels and cuts the four corners.
        Close.To(23.5 * a * b, features["shape2D_MeshSurface"], 1e-12);
        Close.To(4 * Math.Max(Math.Sqrt(35 / 12.0) * a, Math.Sqrt(15 / 12.0) * b), features["shape2D_MajorAxisLength"], 1e-12);
    }

    [Fact]
    public void Extract_Paths_EqualsVolumes()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(22);
        using var folder = new TemporaryFolder();
        VolumeFile.Write(image, folder.File("image.nrrd"));
        VolumeFile.WriteMask(mask, folder.File("mask.nrrd"));
        AssertSame(Default.Extract(image, mask), Default.Extract(folder.File("image.nrrd"), folder.File("mask.nrrd")));
        Assert.Throws<FileNotFoundException>(() => Default.Extract(folder.File("absent.nrrd"), folder.File("mask.nrrd")));
    }

    [Fact]
    public void Extract_Memory_IsBoundedByTheCroppedRegion()
    {
        // 48³ voxels around the lesion inside a larger image; everything allocated, freed or not, is counted.
        var grid = new ImageGeometry(new GridSize(120, 120, 60), Spacing.Isotropic(1));
        var values = new float[grid.Size.Count];
        var region = new byte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            VoxelIndex v = grid.Size.IndexOf(i);
            values[i] = (v.X * 31 + v.Y * 17 + v.Z * 7) % 97;
            if ((v.X - 60) * (v.X - 60) + (v.Y - 60) * (v.Y - 60) + (v.Z - 30) * (v.Z - 30) < 24 * 24) region[i] = 1;
        }

        (Volume<float> image, Mask mask) = (new Volume<float>(grid, values), new Mask(grid, region));
        var extractor = new RadiomicsExtractor(RadiomicsProfiles.Thca with { AdditionalInfo = false });
        extractor.Extract(image, mask, ComputeOptions.SingleThread);
        long before = GC.GetAllocatedBytesForCurrentThread();
        extractor.Extract(image, mask, ComputeOptions.SingleThread);
        double cropped = mask.RequireBoundingBox().Size.Count * (double)sizeof(double);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / cropped, 0, 6);
    }

    [Fact]
    public void Extract_Cancelled_Stops()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(15);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Default.Extract(image, mask, ct: source.Token));
    }

    [Fact]
    public void ExtractLabels_EqualSingleExtractions()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(16);
        LabelMap map = Halves(mask, 3, 8);
        FeatureTable table = Default.ExtractLabels(image, map, wanted: [8, 3, 5]);
        Assert.Equal(["8", "3", "5"], table.Keys);
        Assert.Equal("Label", table.KeyName);
        Assert.Equal(ProblemCodes.LabelNotFound, table.Statuses[2].Code);
        for (int row = 0; row < 2; row++)
        {
            FeatureVector single = new RadiomicsExtractor(new RadiomicsOptions { Label = row == 0 ? 8 : 3 }).Extract(image, map);
            Assert.Equal(single.Values.Select(v => v.Value), table.Columns.Select(c => c[row]));
        }
    }

    [Theory]
    [InlineData(100.0)]
    [InlineData(null)]
    public void ExtractRegions_EqualsExtractWithSameSettings(double? scale)
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(17);
        LabelMap map = Halves(mask, 1, 2);
        FeatureTable table = Default.ExtractRegions(image, map, new RegionFeatureOptions { NormalizeScale = scale });
        var single = new RadiomicsExtractor(new RadiomicsOptions
        {
            BinCount = 32, Normalize = scale is not null, NormalizeScale = scale ?? 1, FeatureClasses = ["firstorder", "glcm", "glrlm", "glszm", "gldm", "ngtdm"],
        });
        Assert.Equal(93, table.Columns.Count);
        for (int row = 0; row < 2; row++) Assert.Equal(single.Extract(image, map.Select(row + 1)).Values.Select(v => v.Value), table.Columns.Select(c => c[row]));
    }

    [Fact]
    public void ExtractRegions_SharedRange_MakesLevelsComparable()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(18);
        FeatureVector whole = new RadiomicsExtractor(new RadiomicsOptions { FeatureClasses = ["firstorder"] }).Extract(image, mask);
        BinRange range = BinRange.Tumour(whole["firstorder_Minimum"], whole["firstorder_Maximum"]);
        var options = new RegionFeatureOptions { BinRange = range, BinCount = 16 };
        FeatureTable one = Default.ExtractRegions(image, new LabelMap(mask.Geometry, [.. mask.Voxels.ToArray().Select(v => (int)v)]), options);
        // With one region the shared range is its own.
        FeatureTable own = Default.ExtractRegions(image, new LabelMap(mask.Geometry, [.. mask.Voxels.ToArray().Select(v => (int)v)]), options with { BinRange = BinRange.PerRegion });
        Assert.Equal(own.Columns.Select(c => c[0]), one.Columns.Select(c => c[0]));
        BinRange wider = BinRange.Tumour(whole["firstorder_Minimum"] - 100, whole["firstorder_Maximum"] + 100);
        FeatureTable shifted = Default.ExtractRegions(image, Halves(mask, 1, 2), options with { BinRange = wider });
        Assert.All(shifted["glcm_JointAverage"].Values.ToArray(), level => Assert.InRange(level, 3, 14));
        Assert.True(shifted["firstorder_Entropy"][0] < one["firstorder_Entropy"][0]);
    }

    [Fact]
    public void ExtractRegions_BrokenRegion_KeepsItsRow()
    {
        (Volume<float> image, Mask mask) = TestLesion.Create(19);
        int[] labels = [.. mask.Voxels.ToArray().Select(v => (int)v)];
        labels[0] = 4;
        FeatureTable table = Default.ExtractRegions(image, new LabelMap(mask.Geometry, labels), new RegionFeatureOptions());
        Assert.Equal(["1", "4"], table.Keys);
        Assert.Equal([ProblemCodes.Ok, ProblemCodes.MaskTooSmall], table.Statuses.Select(s => s.Code));
        Assert.True(double.IsNaN(table["glcm_Contrast"][1]));
    }

    private static FeatureVector Box(int x, int y, int z, RadiomicsOptions options)
    {
        (Volume<float> image, _) = TestLesion.Create(20);
        var voxels = new byte[image.Size.Count];
        for (int i = 0; i < voxels.Length; i++)
        {
            VoxelIndex v = image.Size.IndexOf(i);
            if (v.X >= 3 && v.X < 3 + x && v.Y >= 4 && v.Y < 4 + y && v.Z >= 2 && v.Z < 2 + z) voxels[i] = 1;
        }

        return new RadiomicsExtractor(options).Extract(image, new Mask(image.Geometry, voxels));
    }

    private static LabelMap Halves(Mask mask, int left, int right)
    {
        var labels = new int[mask.Size.Count];
        for (int i = 0; i < labels.Length; i++) if (mask.Voxels[i] != 0) labels[i] = mask.Size.IndexOf(i).X < 8 ? left : right;
        return new LabelMap(mask.Geometry, labels);
    }

    private static VoxelIndex? Inside(GridSize size, int x, int y, int z) => size.Contains(x, y, z) ? new VoxelIndex(x, y, z) : null;

    private static string Code(Func<FeatureVector> extract) => Assert.ThrowsAny<ThcaException>(() => extract()).Code;

    private static void AssertSame(FeatureVector expected, FeatureVector actual) =>
        Assert.All(expected.Values, v => Close.To(v.Value, actual[v.Name], 1e-12, 1e-12, v.Name));
}
