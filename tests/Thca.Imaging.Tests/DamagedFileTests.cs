using CsCheck;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.MetaImage;
using Thca.Imaging.Nifti;
using Thca.Imaging.Nrrd;

namespace Thca.Imaging.Tests;

/// <summary>Whatever bytes a file holds: a volume or a clear error, never a crash, never a large allocation.</summary>
public class DamagedFileTests
{
    private static readonly Volume<short> Volume = SampleVolumes.Ramp(new ImageGeometry(new GridSize(5, 4, 3), new Spacing(0.5, 0.75, 2), new PhysicalPoint(1, 2, 3), SampleVolumes.Oblique));

    [Theory]
    [InlineData("nifti1")]
    [InlineData("nifti2")]
    [InlineData("nifti-gzip")]
    [InlineData("nrrd")]
    [InlineData("nrrd-gzip")]
    [InlineData("mha")]
    [InlineData("mha-zlib")]
    public void Read_RandomBytesChanged_GivesAVolumeOrAClearError(string kind)
    {
        (byte[] file, IVolumeReader reader) = Sample(kind);
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Array[1, 6].Sample(
            changes =>
            {
                byte[] damaged = (byte[])file.Clone();
                foreach ((int at, byte value) in changes) damaged[at] = value;
                Check(reader, damaged);
            },
            iter: 3000);
    }

    [Theory]
    [InlineData("nifti1")]
    [InlineData("nifti-gzip")]
    [InlineData("nrrd")]
    [InlineData("mha-zlib")]
    public void Read_CutAnywhere_GivesAClearErrorUntilTheVoxelsAreComplete(string kind)
    {
        (byte[] file, IVolumeReader reader) = Sample(kind);
        for (int length = 0; length < file.Length - 8; length++)
        {
            byte[] cut = file[..length];
            if (kind.EndsWith("lib", StringComparison.Ordinal) || kind.EndsWith("gzip", StringComparison.Ordinal)) Check(reader, cut);
            else Assert.Throws<DataFormatException>(() => reader.Read<float>(new MemoryStream(cut)));
        }
    }

    [Fact]
    public void Read_ZlibHeaderAsksForADictionary_IsAClearError()
    {
        (byte[] file, IVolumeReader reader) = Sample("mha-zlib");
        int payload = file.AsSpan().IndexOf("LOCAL\n"u8) + "LOCAL\n".Length;
        file[payload + 1] = 0xBB; // 0x78BB is a valid zlib header whose dictionary flag is set
        Assert.Throws<DataFormatException>(() => reader.Read<float>(new MemoryStream(file)));
    }

    private static void Check(IVolumeReader reader, byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            reader.Read<float>(new MemoryStream(file));
        }
        catch (DataFormatException error)
        {
            Assert.NotEmpty(error.What);
            Assert.NotEmpty(error.Remedy);
        }

        // A gzip file of 400 bytes can hold 1032 times as much; every voxel becomes a float.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_000_000);
    }

    private static (byte[] File, IVolumeReader Reader) Sample(string kind) => kind switch
    {
        "nifti1" => (SampleVolumes.Bytes(s => new NiftiWriter { Compress = false }.Write(Volume, s)), new NiftiReader()),
        "nifti2" => (SampleVolumes.Bytes(s => new NiftiWriter { Compress = false, Version = 2 }.Write(Volume, s)), new NiftiReader()),
        "nifti-gzip" => (SampleVolumes.Bytes(s => new NiftiWriter().Write(Volume, s)), new NiftiReader()),
        "nrrd" => (SampleVolumes.Bytes(s => new NrrdWriter { Compress = false }.Write(Volume, s)), new NrrdReader()),
        "nrrd-gzip" => (SampleVolumes.Bytes(s => new NrrdWriter().Write(Volume, s)), new NrrdReader()),
        "mha" => (SampleVolumes.Bytes(s => new MetaImageWriter { Compress = false }.Write(Volume, s)), new MetaImageReader()),
        _ => (SampleVolumes.Bytes(s => new MetaImageWriter().Write(Volume, s)), new MetaImageReader()),
    };
}
