using System.Text;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging.Nrrd;
using Thca.Testing;

namespace Thca.Imaging.Tests.Nrrd;

public class NrrdReaderTests
{
    private const string Start = "NRRD0005\n# comment\nkey:=value with: colon\ntype: int16\ndimension: 3\nsizes: 2 1 2\nencoding: raw\n";

    private static readonly byte[] Voxels = [1, 0, 2, 0, 3, 0, 4, 0];

    [Theory]
    [InlineData("left-posterior-superior", 10, 20)]
    [InlineData("LPS", 10, 20)]
    [InlineData("right-anterior-superior", -10, -20)]
    [InlineData("RAS", -10, -20)]
    [InlineData("left-anterior-superior", 10, -20)]
    [InlineData("scanner-xyz", 10, 20)]
    public void Read_Space_BecomesLps(string space, double x, double y)
    {
        ImageGeometry g = Read(Start + $"endian: little\nspace: {space}\nspace directions: (2,0,0) (0,3,0) (0,0,4)\nspace origin: (10,20,30)\n\n").Geometry;
        Assert.Equal(new PhysicalPoint(x, y, 30), g.Origin);
        Assert.Equal(new Spacing(2, 3, 4), g.Spacing);
        Assert.Equal(Math.Sign(x), g.Direction.M00);
        Assert.Equal(Math.Sign(y), g.Direction.M11);
        Assert.Equal(1, g.Direction.M22);
    }

    [Fact]
    public void Read_SpacingsOnly_IsAxisAligned()
    {
        ImageGeometry g = Read(Start + "endian: little\nspacings: 0.5 0.75 2\n\n").Geometry;
        Assert.Equal(new ImageGeometry(new GridSize(2, 1, 2), new Spacing(0.5, 0.75, 2)), g);
        Assert.Equal(Spacing.Isotropic(1), Read(Start + "endian: little\n\n").Geometry.Spacing);
    }

    [Fact]
    public void Read_BigEndian_SwapsBytes() =>
        Assert.Equal([256, 512, 768, 1024], Read(Start + "endian: big\n\n").Voxels.ToArray().Select(v => (int)v));

    [Fact]
    public void Read_Text_ParsesNumbers()
    {
        byte[] file = Encoding.ASCII.GetBytes("NRRD0004\ntype: float\ndimension: 3\nsizes: 2 2 1\nencoding: ascii\n\n1.5 -2\nnan 1e3\n");
        Assert.Equal([1.5f, -2, float.NaN, 1000], new NrrdReader().Read<float>(new MemoryStream(file)).Voxels.ToArray());
        byte[] shorter = Encoding.ASCII.GetBytes("NRRD0004\ntype: float\ndimension: 3\nsizes: 2 2 1\nencoding: ascii\n\n1.55555 -2 6");
        Assert.Equal(ProblemCodes.FileTruncated, Assert.Throws<DataFormatException>(() => new NrrdReader().Read<float>(new MemoryStream(shorter))).Code);
    }

    [Fact]
    public void Read_TwoDimensions_IsOneSlice()
    {
        Volume<short> v = Read("NRRD0004\ntype: short\ndimension: 2\nsizes: 2 2\nspace dimension: 2\nspace directions: (2,0) (0,3)\nspace origin: (5,6)\nendian: little\nencoding: raw\n\n");
        Assert.Equal(new GridSize(2, 2, 1), v.Size);
        Assert.Equal(new Spacing(2, 3, 1), v.Geometry.Spacing);
        Assert.Equal(new PhysicalPoint(5, 6, 0), v.Geometry.Origin);
    }

    [Fact]
    public void Read_FourthAxis_NeedsAVolumeIndex()
    {
        const string header = "NRRD0004\ntype: short\ndimension: 4\nsizes: 2 1 1 2\nkinds: domain domain domain list\nspace: LPS\nspace directions: (1,0,0) (0,1,0) (0,0,1) none\nendian: little\nencoding: raw\n\n";
        Assert.Contains("VolumeIndex", Assert.Throws<DataFormatException>(() => Read(header)).Message, StringComparison.Ordinal);
        Assert.Equal([3, 4], Read(header, new VolumeReadOptions { VolumeIndex = 1 }).Voxels.ToArray().Select(v => (int)v));
    }

    [Fact]
    public void Read_ComponentsFirst_IsRefusedUnlessOne()
    {
        const string two = "NRRD0004\ntype: short\ndimension: 4\nsizes: 2 2 1 1\nkinds: vector domain domain domain\nspace: LPS\nspace directions: none (1,0,0) (0,1,0) (0,0,1)\nendian: little\nencoding: raw\n\n";
        Assert.Equal(ProblemCodes.FormatUnsupported, Assert.Throws<DataFormatException>(() => Read(two)).Code);
        Assert.Equal(new GridSize(4, 1, 1), Read(two.Replace("2 2 1 1", "1 4 1 1", StringComparison.Ordinal)).Size);
    }

    [Fact]
    public void Read_Skips_FindTheVoxels()
    {
        Assert.Equal(1, new NrrdReader().Read<short>(new MemoryStream([.. Encoding.ASCII.GetBytes(Start + "endian: little\nbyte skip: 3\n\nabc"), .. Voxels])).Voxels[0]);
        Assert.Equal(1, new NrrdReader().Read<short>(new MemoryStream([.. Encoding.ASCII.GetBytes(Start + "endian: little\nbyte skip: -1\n\nwhatever"), .. Voxels])).Voxels[0]);
        Assert.Equal(1, new NrrdReader().Read<short>(new MemoryStream([.. Encoding.ASCII.GetBytes(Start + "endian: little\nline skip: 2\n\none\ntwo\n"), .. Voxels])).Voxels[0]);
    }

    [Fact]
    public void Read_DetachedByStream_NeedsAFolder()
    {
        using var folder = new TemporaryFolder();
        byte[] header = Encoding.ASCII.GetBytes(Start + "endian: little\ndata file: a.raw\n\n");
        File.WriteAllBytes(folder.File("a.raw"), Voxels);
        Assert.Throws<DataFormatException>(() => new NrrdReader().Read<short>(new MemoryStream(header)));
        Assert.Equal(1, new NrrdReader(folder: folder.FullName).Read<short>(new MemoryStream(header)).Voxels[0]);
    }

    [Theory]
    [InlineData("space origin: (nan,0,0)")]
    [InlineData("space directions: (0,0,0) (0,3,0) (0,0,4)")]
    [InlineData("space directions: (1,0,0) (1,0,0) (0,0,4)")]
    [InlineData("space directions: (inf,0,0) (0,3,0) (0,0,4)")]
    [InlineData("space directions: oops")]
    [InlineData("spacings: 1 -1 1")]
    [InlineData("spacings: 1 x 1")]
    [InlineData("endian: middle")]
    [InlineData("this is no field")]
    public void Read_BadField_IsRefused(string field) =>
        Assert.Equal(ProblemCodes.FormatInvalid, Assert.Throws<DataFormatException>(() => Read(Start + "space: LPS\n" + field + "\n\n")).Code);

    private static Volume<short> Read(string header, VolumeReadOptions? options = null) =>
        new NrrdReader(options).Read<short>(new MemoryStream([.. Encoding.ASCII.GetBytes(header), .. Voxels]));
}
