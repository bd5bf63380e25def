using System.Diagnostics;
using System.Globalization;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Segment;

/// <summary>Memory of <c>thca segment predict</c> on a CT of 512 x 512 x 300 with twelve classes: what is in no file, over the whole command.</summary>
public sealed class PredictMemoryTests(ITestOutputHelper output) : IDisposable
{
    private const long Most = 2_000_000_000;
    private static readonly GridSize Size = new(512, 512, 300);
    private static readonly Spacing Voxel = new(0.2, 0.2, 0.4);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Predict_WholeNeckCt_StaysWithin2Gb(bool everything)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("THCA_LONG") == "1", "Set THCA_LONG=1 for a CT of 512 x 512 x 300 (minutes).");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Memory is read from /proc.");
        WriteCt(_folder.File("ct.nii.gz"));
        UntrainedModel.Write(_folder.File("model"), Size, Voxel, [0.8, 0.8, 0.8], everything ? 2 : 1);
        string[] more = everything ? ["--save-probabilities", "--extract", "lesion", "thyroid", "--min-lesion-mm3", "5"] : [];
        using Process process = ThcaRun.Start(
            _folder.FullName,
            ["segment", "predict", "--weights", "model", "--image", "ct.nii.gz", "--out", "mask.nii.gz", "--max-memory-gb", "0.1", "--temp", _folder.FullName, "--progress", "none", "--device", "cpu", .. more]);
        long peak = 0;
        while (!process.WaitForExit(20)) peak = Math.Max(peak, AnonymousBytes(process.Id));
        string error = process.StandardError.ReadToEnd();
        Assert.True(process.ExitCode == 0, error);
        LabelMap mask = VolumeFile.ReadLabelMap(_folder.File("mask.nii.gz"));
        Assert.Equal(Size, mask.Size);
        Assert.Equal(everything, File.Exists(_folder.File("mask.npz")));
        string measured = string.Create(CultureInfo.InvariantCulture, $"peak {peak / 1e9:0.00} GB");
        output.WriteLine(measured);
        Assert.True(peak <= Most, measured);
    }

    // Soft tissue around 0 HU, so that some voxels are exactly 0, in the orientation that scanners' files are usually converted to (not the one networks see).
    private static void WriteCt(string path)
    {
        var geometry = new ImageGeometry(Size, Voxel, new PhysicalPoint(0, 0, 0), DirectionCosines.FromArray([1, 0, 0, 0, -1, 0, 0, 0, 1]));
        var voxels = new short[Size.Count];
        uint state = 1;
        for (int i = 0; i < voxels.Length; i++)
        {
            state = state * 1664525 + 1013904223;
            voxels[i] = (short)((i % 512 is < 40 or > 470 ? -1000 : 40) + (state >> 25) - 64);
        }

        VolumeFile.Write(new Volume<short>(geometry, voxels), path);
    }

    private static long AnonymousBytes(int process)
    {
        try
        {
            string? line = File.ReadLines(FormattableString.Invariant($"/proc/{process}/status")).FirstOrDefault(l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            // The process has just ended.
            return 0;
        }
    }
}
