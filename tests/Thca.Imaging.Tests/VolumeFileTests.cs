using System.Text;
using CsCheck;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Testing;

namespace Thca.Imaging.Tests;

public class VolumeFileTests
{
    [Theory]
    [InlineData(".nii")]
    [InlineData(".nii.gz")]
    [InlineData(".nrrd")]
    [InlineData(".nhdr")]
    [InlineData(".mha")]
    [InlineData(".mhd")]
    public void WriteThenRead_AnyGridAndType_GivesTheSame(string extension)
    {
        using var folder = new TemporaryFolder();
        SampleVolumes.Geometries.Sample(
            geometry =>
            {
                RoundTrip<sbyte>(geometry, i => (sbyte)(i * 31));
                RoundTrip<byte>(geometry, i => (byte)(i * 31));
                RoundTrip<short>(geometry, i => (short)(i * 1031));
                RoundTrip<ushort>(geometry, i => (ushort)(i * 1031));
                RoundTrip<int>(geometry, i => i * 90_000_001);
                RoundTrip<uint>(geometry, i => (uint)i * 90_000_001);
                RoundTrip<long>(geometry, i => i * 9_000_000_000_000_007);
                RoundTrip<ulong>(geometry, i => (ulong)i * 9_000_000_000_000_007);
                RoundTrip<float>(geometry, i => i % 5 == 3 ? float.NaN : i / 3f - 7);
                RoundTrip<double>(geometry, i => i % 5 == 3 ? double.NegativeInfinity : i / 3d - 7);
            },
            iter: 8, threads: 1);

        void RoundTrip<T>(ImageGeometry geometry, Func<int, T> value)
            where T : unmanaged
        {
            var volume = new Volume<T>(geometry, [.. Enumerable.Range(0, geometry.Size.Count).Select(value)]);
            string path = folder.File("v" + extension);
            VolumeFile.Write(volume, path);
            Volume<T> read = VolumeFile.Read<T>(path);
            Assert.Equal(volume.Voxels.ToArray(), read.Voxels.ToArray());
            Assert.Equal(ComponentTypes.Of<T>(), read.StoredType);
            // NIfTI-1 stores geometry in single precision.
            Assert.True(geometry.Matches(read.Geometry, extension.StartsWith(".ni", StringComparison.Ordinal) ? 3e-4 : 1e-12), $"{geometry} became {read.Geometry}");
        }
    }

    [Fact]
    public void Read_WrongExtension_ContentDecides()
    {
        using var folder = new TemporaryFolder();
        Volume<short> volume = SampleVolumes.Ramp(new ImageGeometry(new GridSize(4, 3, 2), new Spacing(1, 2, 3)));
        VolumeFile.Write(volume, folder.File("a.nrrd"));
        File.Move(folder.File("a.nrrd"), folder.File("a.nii.gz"));
        Assert.Equal(volume.Voxels.ToArray(), VolumeFile.Read<short>(folder.File("a.nii.gz")).Voxels.ToArray());
    }

    [Fact]
    public void Read_Missing_IsFileNotFound()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<FileNotFoundException>(() => VolumeFile.Read<float>(folder.File("none.nii.gz")));
        Assert.Throws<FileNotFoundException>(() => VolumeFile.Read<float>(folder.File("none.hdr")));
    }

    [Theory]
    [InlineData("a.nii.gz", "", ProblemCodes.FileTruncated)]
    [InlineData("a.nii.gz", "this is no image at all", ProblemCodes.FormatInvalid)]
    [InlineData("a.nrrd", "this is no image at all", ProblemCodes.FormatInvalid)]
    [InlineData("a.mha", "this is no image at all", ProblemCodes.FormatInvalid)]
    [InlineData("a.jpg", "this is no image at all", ProblemCodes.FormatInvalid)]
    [InlineData("a.nrrd", "NRRD0004\ntype: short\n", ProblemCodes.FormatInvalid)]
    [InlineData("a.nrrd", "NRRD0004\ntype: short\ndimension: 3\nsizes: 4 -4 4\nencoding: raw\n\n", ProblemCodes.FormatInvalid)]
    [InlineData("a.nrrd", "NRRD0004\ntype: short\ndimension: 3\nsizes: 4 4 4\nspacings: 1 nan 1\nencoding: raw\n\n", ProblemCodes.FormatInvalid)]
    [InlineData("a.nrrd", "NRRD0004\ntype: short\ndimension: 3\nsizes: 1000 1000 1000\nencoding: gzip\nendian: little\n\n", ProblemCodes.FileTruncated)]
    [InlineData("a.nrrd", "NRRD0004\ntype: short\ndimension: 3\nsizes: 100000 100000 100000\nencoding: gzip\nendian: little\n\n", ProblemCodes.SizeLimitExceeded)]
    [InlineData("a.nrrd", "NRRD0004\ntype: short\ndimension: 3\nsizes: 4 4 4\nencoding: bzip2\n\n", ProblemCodes.FormatUnsupported)]
    [InlineData("a.nrrd", "NRRD0004\ntype: block\ndimension: 3\nsizes: 4 4 4\nencoding: raw\n\n", ProblemCodes.FormatUnsupported)]
    [InlineData("a.nhdr", "NRRD0004\ntype: short\ndimension: 3\nsizes: 4 4 4\nencoding: raw\ndata file: ../../etc/passwd\n\n", ProblemCodes.FormatUnsupported)]
    [InlineData("a.mha", "ObjectType = Image\nNDims = 3\nDimSize = 9 9 9\nElementType = MET_SHORT\nBinaryData = True\nElementDataFile = LOCAL\n", ProblemCodes.FileTruncated)]
    [InlineData("a.mha", "ObjectType = Image\nNDims = 3\nDimSize = 9 9 9\n", ProblemCodes.FileTruncated)]
    [InlineData("a.mha", "ObjectType = Image\nNDims = 3\nDimSize = 1 1 1\nElementSpacing = 0 1 1\nElementType = MET_UCHAR\nBinaryData = True\nElementDataFile = LOCAL\nx", ProblemCodes.FormatInvalid)]
    [InlineData("a.mha", "ObjectType = Image\nNDims = 3\nDimSize = 1 1 1\nElementType = MET_UCHAR\nElementNumberOfChannels = 3\nBinaryData = True\nElementDataFile = LOCAL\nxxx", ProblemCodes.FormatUnsupported)]
    public void Read_Hostile_SaysWhatIsWrong(string name, string content, string code)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(name), content, Encoding.Latin1);
        var error = Assert.Throws<DataFormatException>(() => VolumeFile.Read<float>(folder.File(name)));
        Assert.Equal(code, error.Code);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void Read_AboveLimit_IsRefused()
    {
        using var folder = new TemporaryFolder();
        VolumeFile.Write(new Volume<short>(new ImageGeometry(new GridSize(100, 100, 10), Spacing.Isotropic(1))), folder.File("a.nii.gz"));
        var error = Assert.Throws<DataFormatException>(() => VolumeFile.Read<short>(folder.File("a.nii.gz"), new VolumeReadOptions { MaxDecodedBytes = 199_999 }));
        Assert.Equal(ProblemCodes.SizeLimitExceeded, error.Code);
        Assert.Contains("200000", error.Message, StringComparison.Ordinal);
        Assert.Equal(100_000, VolumeFile.Read<short>(folder.File("a.nii.gz"), new VolumeReadOptions { MaxDecodedBytes = 200_000 }).Size.Count);
    }

    [Fact]
    public void Write_UnknownExtension_ListsTheKnown()
    {
        var error = Assert.Throws<DataFormatException>(() => VolumeFile.Write(new Volume<byte>(new ImageGeometry(new GridSize(1, 1, 1), Spacing.Isotropic(1))), "a.png"));
        Assert.Contains(".nii.gz", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelMap_RoundTrip_UsesSmallestType()
    {
        using var folder = new TemporaryFolder();
        var geometry = new ImageGeometry(new GridSize(2, 2, 1), Spacing.Isotropic(1));
        Check([0, 11, 255, 1], ComponentType.UInt8);
        Check([0, 11, 256, 1], ComponentType.UInt16);
        Check([0, -1, 256, 1], ComponentType.Int32);

        void Check(int[] labels, ComponentType type)
        {
            VolumeFile.WriteLabelMap(new LabelMap(geometry, labels), folder.File("l.nii.gz"));
            Assert.Equal(labels, VolumeFile.ReadLabelMap(folder.File("l.nii.gz")).Labels.ToArray());
            Assert.Equal(type, VolumeFile.Read<int>(folder.File("l.nii.gz")).StoredType);
        }
    }

    [Fact]
    public void ReadLabelMap_WholeNumbersInAFloatFile_AreLabels()
    {
        using var folder = new TemporaryFolder();
        var geometry = new ImageGeometry(new GridSize(2, 2, 1), Spacing.Isotropic(1));
        VolumeFile.Write(new Volume<float>(geometry, [0, 1, 2, 11]), folder.File("l.nrrd"));
        Assert.Equal([0, 1, 2, 11], VolumeFile.ReadLabelMap(folder.File("l.nrrd")).Labels.ToArray());
        VolumeFile.Write(new Volume<float>(geometry, [0, 1, 0.5f, 11]), folder.File("l.nrrd"));
        Assert.Contains("0.5", Assert.Throws<DataFormatException>(() => VolumeFile.ReadLabelMap(folder.File("l.nrrd"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(70000)]
    [InlineData(-1)]
    public void Read_ValueTheTypeCannotHold_NamesIt(int value)
    {
        using var folder = new TemporaryFolder();
        VolumeFile.Write(new Volume<int>(new ImageGeometry(new GridSize(1, 1, 1), Spacing.Isotropic(1)), [value]), folder.File("a.mha"));
        var error = Assert.Throws<DataFormatException>(() => VolumeFile.Read<ushort>(folder.File("a.mha")));
        Assert.Contains(value.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_GoldenInputs_MatchTheirRecordedGeometryAndSum()
    {
        Volume<short> brain = VolumeFile.Read<short>(SharedData.Path("golden", "inputs", "brain1_image.nrrd"));
        Assert.Equal(new GridSize(256, 256, 25), brain.Size);
        Assert.Equal(0.78124999999999989, brain.Geometry.Spacing.Y);
        Assert.Equal(6.4999999999999982, brain.Geometry.Spacing.Z);
        Assert.Equal(-1, brain.Geometry.Direction.M11);
        Assert.Equal(new PhysicalPoint(-99.609374999999986, 99.609374999999986, -77.999999999999957), brain.Geometry.Origin);
        Assert.Equal(ComponentType.Int16, brain.StoredType);
        LabelMap label = VolumeFile.ReadLabelMap(SharedData.Path("golden", "inputs", "brain1_label.nrrd"));
        Assert.Equal(4137, label.Select(1).Count());
        Assert.True(brain.Geometry.Matches(label.Geometry));

        Volume<float> aniso = VolumeFile.Read<float>(SharedData.Path("golden", "inputs", "syn_aniso_image.nii.gz"));
        Assert.Equal(0.699999988079071, aniso.Geometry.Spacing.X);
        Assert.Equal(ComponentType.Int16, aniso.StoredType);
    }
}
