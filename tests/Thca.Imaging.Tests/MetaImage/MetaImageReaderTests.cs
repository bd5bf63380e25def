using System.Text;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging.MetaImage;
using Thca.Testing;

namespace Thca.Imaging.Tests.MetaImage;

public class MetaImageReaderTests
{
    private const string Start = "ObjectType = Image\nNDims = 3\nBinaryData = True\nDimSize = 2 1 2\nElementType = MET_SHORT\n";

    private static readonly byte[] Voxels = [1, 0, 2, 0, 3, 0, 4, 0];

    [Fact]
    public void Read_TransformMatrix_HoldsOneAxisPerGroup()
    {
        ImageGeometry g = Read(Start + "TransformMatrix = 0 1 0 -1 0 0 0 0 1\nOffset = 1 2 3\nElementSpacing = 0.5 0.6 2\nElementDataFile = LOCAL\n").Geometry;
        Assert.Equal(new ImageGeometry(new GridSize(2, 1, 2), new Spacing(0.5, 0.6, 2), new PhysicalPoint(1, 2, 3), new DirectionCosines(0, -1, 0, 1, 0, 0, 0, 0, 1)), g);
        Assert.Equal(new PhysicalPoint(1, 2.5, 3), g.IndexToPhysical(1, 0, 0));
    }

    [Theory]
    [InlineData("BinaryDataByteOrderMSB = True")]
    [InlineData("ElementByteOrderMSB = True")]
    public void Read_MostSignificantByteFirst_SwapsBytes(string field) =>
        Assert.Equal([256, 512, 768, 1024], Read(Start + field + "\nElementDataFile = LOCAL\n").Voxels.ToArray().Select(v => (int)v));

    [Fact]
    public void Read_Text_ParsesNumbers()
    {
        const string header = "ObjectType = Image\nNDims = 2\nDimSize = 2 2\nElementType = MET_INT\nElementDataFile = LOCAL\n7 -8\n9 10";
        Volume<int> v = new MetaImageReader().Read<int>(new MemoryStream(Encoding.ASCII.GetBytes(header)));
        Assert.Equal([7, -8, 9, 10], v.Voxels.ToArray());
    }

    [Fact]
    public void Read_HeaderSize_SkipsIntoTheDataFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.raw"), [9, 9, 9, .. Voxels]);
        foreach (int size in (int[])[3, -1])
        {
            File.WriteAllText(folder.File("a.mhd"), Start + $"HeaderSize = {size}\nElementDataFile = a.raw\n");
            Assert.Equal(1, VolumeFile.Read<short>(folder.File("a.mhd")).Voxels[0]);
        }
    }

    [Fact]
    public void Read_FourDimensions_NeedsAVolumeIndex()
    {
        const string header = "ObjectType = Image\nNDims = 4\nBinaryData = True\nDimSize = 2 1 1 2\nElementSpacing = 1 1 1 5\nElementType = MET_SHORT\nElementDataFile = LOCAL\n";
        Assert.Equal(ProblemCodes.FormatUnsupported, Assert.Throws<DataFormatException>(() => Read(header)).Code);
        Assert.Equal(3, Read(header, new VolumeReadOptions { VolumeIndex = 1 }).Voxels[0]);
    }

    [Theory]
    [InlineData("ElementDataFile = LIST\n", ProblemCodes.FormatUnsupported)]
    [InlineData("ElementDataFile = slice%03d.raw 1 2 1\n", ProblemCodes.FormatUnsupported)]
    [InlineData("ElementDataFile = /etc/passwd\n", ProblemCodes.FormatInvalid)]
    [InlineData("TransformMatrix = 1 0 0\nElementDataFile = LOCAL\n", ProblemCodes.FormatInvalid)]
    [InlineData("Offset = 1 nan 3\nElementDataFile = LOCAL\n", ProblemCodes.FormatInvalid)]
    [InlineData("ElementSpacing = 1 1\nElementDataFile = LOCAL\n", ProblemCodes.FormatInvalid)]
    [InlineData("CompressedData = True\nElementDataFile = LOCAL\n", ProblemCodes.FormatInvalid)]
    public void Read_BadField_IsRefused(string rest, string code) =>
        Assert.Equal(code, Assert.Throws<DataFormatException>(() => Read(Start + rest)).Code);

    private static Volume<short> Read(string header, VolumeReadOptions? options = null) =>
        new MetaImageReader(options).Read<short>(new MemoryStream([.. Encoding.ASCII.GetBytes(header), .. Voxels]));
}
