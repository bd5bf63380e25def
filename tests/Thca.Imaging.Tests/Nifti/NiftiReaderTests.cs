using CsCheck;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging.Nifti;
using Thca.Testing;

namespace Thca.Imaging.Tests.Nifti;

public class NiftiReaderTests
{
    private static readonly ImageGeometry Grid = new(new GridSize(4, 3, 2), new Spacing(0.5, 0.75, 2), new PhysicalPoint(-10, 20, 30), DirectionCosines.Identity);

    [Fact]
    public void Read_BigEndian_IsTheSame() => SampleVolumes.Geometries.Sample(geometry =>
    {
        Volume<short> volume = SampleVolumes.Ramp(geometry);
        byte[] little = Plain(volume);
        Volume<short> fromLittle = Read<short>(little), fromBig = Read<short>(SampleVolumes.ToBigEndian(little, 2));
        Assert.Equal(volume.Voxels.ToArray(), fromBig.Voxels.ToArray());
        Assert.Equal(fromLittle.Geometry, fromBig.Geometry);
    });

    [Fact]
    public void Read_QformOnly_GivesTheGridTheSformGives() => SampleVolumes.Geometries.Sample(geometry =>
    {
        byte[] file = Plain(SampleVolumes.Ramp(geometry));
        SampleVolumes.SetInt16(file, 254, 0);
        ImageGeometry read = Read<short>(file).Geometry;
        Assert.True(geometry.Matches(read, 5e-3) && geometry.Direction.DistanceTo(read.Direction) < 2e-3, $"{geometry} became {read}");
    });

    [Fact]
    public void Read_Version2_KeepsEveryDigit() => SampleVolumes.Geometries.Sample(geometry =>
    {
        Volume<short> volume = SampleVolumes.Ramp(geometry);
        Volume<short> read = Read<short>(SampleVolumes.Bytes(s => new NiftiWriter { Version = 2 }.Write(volume, s)));
        Assert.Equal(volume.Voxels.ToArray(), read.Voxels.ToArray());
        Assert.True(geometry.Matches(read.Geometry, 1e-12));
    });

    [Fact]
    public void Read_BothFormsAndScannerSform_SformWins()
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        SampleVolumes.SetSingle(file, 280 + 12, 111);
        Assert.Equal(-111, Read<short>(file).Geometry.Origin.X);
    }

    [Fact]
    public void Read_BothFormsAndAlignedSform_QformWins()
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        SampleVolumes.SetSingle(file, 280 + 12, 111);
        SampleVolumes.SetInt16(file, 254, 2);
        Assert.Equal(-10, Read<short>(file).Geometry.Origin.X);
    }

    [Fact]
    public void Read_ShearedSform_FallsBackToQformOrRefuses()
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        SampleVolumes.SetSingle(file, 280 + 4, 0.3f);
        Assert.Equal(Grid.Direction, Read<short>(file).Geometry.Direction);
        SampleVolumes.SetInt16(file, 252, 0);
        Assert.Contains("sheared", Fails(file, ProblemCodes.FormatInvalid).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NeitherForm_IsAxisAlignedAtTheOrigin()
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        SampleVolumes.SetInt16(file, 252, 0);
        SampleVolumes.SetInt16(file, 254, 0);
        Assert.Equal(Grid with { Origin = default }, Read<short>(file).Geometry);
    }

    [Fact]
    public void Read_ZeroPixdim_TakesTheSformLength()
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        SampleVolumes.SetSingle(file, 76 + 12, 0);
        Assert.Equal(2, Read<short>(file).Geometry.Spacing.Z);
        SampleVolumes.SetInt16(file, 252, 0);
        SampleVolumes.SetInt16(file, 254, 0);
        Assert.Contains("spacing", Fails(file, ProblemCodes.FormatInvalid).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Read_NonFiniteSpacing_IsRefused(float value)
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        SampleVolumes.SetSingle(file, 76 + 8, value);
        SampleVolumes.SetInt16(file, 254, 0);
        Fails(file, ProblemCodes.FormatInvalid);
    }

    [Fact]
    public void Read_MetresAndMicrometres_BecomeMillimetres()
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        file[123] = 1;
        Assert.Equal(new Spacing(500, 750, 2000), Read<short>(file).Geometry.Spacing);
        file[123] = 3;
        Assert.Equal(0.5 * 0.001, Read<short>(file).Geometry.Spacing.X);
    }

    [Fact]
    public void Read_SlopeAndIntercept_GiveSinglePrecisionValues()
    {
        Volume<short> volume = SampleVolumes.Ramp(Grid);
        byte[] file = Plain(volume);
        SampleVolumes.SetSingle(file, 112, 0.1f);
        SampleVolumes.SetSingle(file, 116, -3);
        Volume<double> read = Read<double>(file);
        Assert.Equal(ComponentType.Float32, read.StoredType);
        Assert.Equal((double)(float)(-993 * (double)0.1f - 3), read.Voxels[1]);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    public void Read_SlopeZeroOrNaN_MeansNoScaling(float slope)
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        SampleVolumes.SetSingle(file, 112, slope);
        SampleVolumes.SetSingle(file, 116, 55);
        Volume<short> read = Read<short>(file);
        Assert.Equal(ComponentType.Int16, read.StoredType);
        Assert.Equal(-993, read.Voxels[1]);
    }

    [Fact]
    public void Read_ExtensionBeforeVoxels_IsSkipped()
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        byte[] longer = [.. file[..348], 1, 0, 0, 0, .. new byte[64], .. file[352..]];
        SampleVolumes.SetSingle(longer, 108, 352 + 64);
        Assert.Equal(-993, Read<short>(longer).Voxels[1]);
    }

    [Fact]
    public void Read_FourDimensions_NeedsAVolumeIndex()
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        byte[] two = [.. file, .. new byte[48]];
        two[352 + 48] = 77;
        SampleVolumes.SetInt16(two, 40, 4);
        SampleVolumes.SetInt16(two, 48, 2);
        Assert.Contains("VolumeIndex", Fails(two, ProblemCodes.FormatUnsupported).Message, StringComparison.Ordinal);
        Assert.Equal(77, Read<short>(two, new VolumeReadOptions { VolumeIndex = 1 }).Voxels[0]);
        Assert.Equal(77, Read<short>(SampleVolumes.Gzip(two), new VolumeReadOptions { VolumeIndex = 1 }).Voxels[0]);
        Assert.Equal(-1000, Read<short>(two, new VolumeReadOptions { VolumeIndex = 0 }).Voxels[0]);
        Assert.Throws<DataFormatException>(() => Read<short>(two, new VolumeReadOptions { VolumeIndex = 2 }));
        Assert.Throws<OptionsException>(() => Read<short>(two, new VolumeReadOptions { VolumeIndex = -1, MaxDecodedBytes = 0 }));
    }

    [Fact]
    public void Read_Pair_ReadsHeaderAndVoxels()
    {
        using var folder = new TemporaryFolder();
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        "ni1\0"u8.CopyTo(file.AsSpan(344));
        SampleVolumes.SetSingle(file, 108, 0);
        File.WriteAllBytes(folder.File("a.hdr"), file[..348]);
        File.WriteAllBytes(folder.File("a.img"), file[352..]);
        Assert.Equal(-993, VolumeFile.Read<short>(folder.File("a.img")).Voxels[1]);
        Assert.Equal(-993, VolumeFile.Read<float>(folder.File("a.hdr")).Voxels[1]);
        Assert.Contains("pair", Fails(file, ProblemCodes.FormatInvalid).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TruncatedAnywhere_IsTruncated()
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        foreach (int length in (int[])[1, 3, 200, 351, 352, 399]) Fails(file[..length], ProblemCodes.FileTruncated);
        byte[] packed = SampleVolumes.Gzip(file);
        foreach (int length in (int[])[2, 12, packed.Length / 2, packed.Length - 12]) Fails(packed[..length], ProblemCodes.FileTruncated);
    }

    [Fact]
    public void Read_DamagedGzip_IsRefused()
    {
        byte[] packed = SampleVolumes.Gzip(Plain(SampleVolumes.Ramp(new ImageGeometry(new GridSize(30, 30, 10), Spacing.Isotropic(1)))));
        // In the middle a wrong code or checksum; near the end a wrong checksum.
        foreach (int at in (int[])[packed.Length / 2, packed.Length - 6])
        {
            byte[] damaged = (byte[])packed.Clone();
            damaged[at] ^= 0xff;
            Fails(damaged, ProblemCodes.FormatInvalid);
        }
    }

    [Fact]
    public void Read_TrailingBytes_AreIgnored()
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        Assert.Equal(-993, Read<short>([.. file, 1, 2, 3]).Voxels[1]);
        Assert.Equal(-993, Read<short>(SampleVolumes.Gzip([.. file, 1, 2, 3])).Voxels[1]);
        Assert.Equal(-993, Read<short>([.. SampleVolumes.Gzip(file), 9, 9, 9]).Voxels[1]);
    }

    [Fact]
    public void Read_BillionVoxelHeaderInASmallFile_IsRefusedBeforeAllocation()
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        for (int axis = 1; axis <= 3; axis++) SampleVolumes.SetInt16(file, 40 + 2 * axis, 1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fails(file, ProblemCodes.FileTruncated);
        Fails(SampleVolumes.Gzip(file), ProblemCodes.FileTruncated);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        for (int axis = 1; axis <= 3; axis++) SampleVolumes.SetInt16(file, 40 + 2 * axis, 32767);
        Fails(file, ProblemCodes.SizeLimitExceeded);
    }

    [Fact]
    public void Read_BadHeaders_SayWhatIsWrong()
    {
        byte[] file = Plain(SampleVolumes.Ramp(Grid));
        Check(f => SampleVolumes.SetInt16(f, 42, -4), ProblemCodes.FormatInvalid, "-4");
        Check(f => SampleVolumes.SetInt16(f, 40, 9), ProblemCodes.FormatInvalid, "9 dimensions");
        Check(f => SampleVolumes.SetInt16(f, 70, 128), ProblemCodes.FormatUnsupported, "128");
        Check(f => f[344] = 0, ProblemCodes.FormatUnsupported, "Analyze");
        Check(f => f[0] = 77, ProblemCodes.FormatInvalid, "348");

        void Check(Action<byte[]> damage, string code, string text)
        {
            byte[] copy = (byte[])file.Clone();
            damage(copy);
            Assert.Contains(text, Fails(copy, code).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_StreamThatCannotSeek_Works()
    {
        byte[] packed = SampleVolumes.Gzip(Plain(SampleVolumes.Ramp(Grid)));
        using var plain = new System.IO.Compression.GZipStream(new MemoryStream(SampleVolumes.Gzip(packed)), System.IO.Compression.CompressionMode.Decompress);
        Assert.Equal(-993, new NiftiReader().Read<short>(plain).Voxels[1]);
    }

    [Fact]
    public void Read_Int16Extremes_SurviveToEveryFloatType()
    {
        byte[] file = Plain(new Volume<short>(new ImageGeometry(new GridSize(2, 1, 1), Spacing.Isotropic(1)), [short.MinValue, short.MaxValue]));
        Assert.Equal([-32768f, 32767f], Read<float>(file).Voxels.ToArray());
        Assert.Equal([-32768d, 32767d], Read<double>(file).Voxels.ToArray());
        Assert.Equal([-32768L, 32767L], Read<long>(file).Voxels.ToArray());
    }

    private static byte[] Plain(Volume<short> volume) => SampleVolumes.Bytes(s => new NiftiWriter { Compress = false }.Write(volume, s));

    private static Volume<T> Read<T>(byte[] file, VolumeReadOptions? options = null)
        where T : unmanaged => new NiftiReader(options).Read<T>(new MemoryStream(file));

    private static DataFormatException Fails(byte[] file, string code)
    {
        var error = Assert.Throws<DataFormatException>(() => Read<short>(file));
        Assert.Equal(code, error.Code);
        return error;
    }
}
