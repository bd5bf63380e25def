using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Testing;

namespace Thca.Core.Tests.Files;

public class NumpyFileTests
{
    [Fact]
    public void WriteAndRead_EveryType_GivesTheSameNumbers()
    {
        using var folder = new TemporaryFolder();
        NumpyFile.Write<byte>(folder.File("a.npy"), [2, 3], new byte[] { 0, 1, 2, 3, 4, 255 });
        NumpyFile.Write<int>(folder.File("b.npy"), [2], new[] { -7, int.MaxValue });
        NumpyFile.Write<double>(folder.File("c.npy"), [1, 1, 1], new[] { Math.PI });
        Assert.Equal([0, 1, 2, 3, 4, 255], NumpyFile.ReadAll(folder.File("a.npy")).Values);
        Assert.Equal([2, 3], NumpyFile.ReadAll(folder.File("a.npy")).Shape);
        Assert.Equal([-7, int.MaxValue], NumpyFile.ReadAll(folder.File("b.npy")).Values);
        Assert.Equal([Math.PI], NumpyFile.ReadAll(folder.File("c.npy")).Values);
        using NumpyFile file = NumpyFile.Open(folder.File("a.npy"));
        var part = new double[2];
        file.Read(3, part);
        Assert.Equal([3, 4], part);
    }

    [Fact]
    public void Open_TruncatedForeignOrFortran_IsRefused()
    {
        using var folder = new TemporaryFolder();
        NumpyFile.Write<int>(folder.File("a.npy"), [4], new int[4]);
        byte[] bytes = File.ReadAllBytes(folder.File("a.npy"));
        File.WriteAllBytes(folder.File("short.npy"), bytes[..^1]);
        File.WriteAllBytes(folder.File("text.npy"), "not numpy at all"u8.ToArray());
        File.WriteAllText(folder.File("empty.npy"), "");
        File.WriteAllBytes(folder.File("fortran.npy"), [.. bytes[..10], .. System.Text.Encoding.Latin1.GetBytes(System.Text.Encoding.Latin1.GetString(bytes[10..]).Replace("False", "True ", StringComparison.Ordinal))]);
        File.WriteAllBytes(folder.File("huge.npy"), [.. bytes[..10], .. System.Text.Encoding.Latin1.GetBytes(System.Text.Encoding.Latin1.GetString(bytes[10..]).Replace("(4,), }", "(2147483647, 2147483647, 2147483647)}", StringComparison.Ordinal))]);
        foreach (string name in new[] { "short", "text", "empty", "fortran", "huge" })
            Assert.Throws<DataFormatException>(() => NumpyFile.Open(folder.File(name + ".npy")));
        Assert.Throws<ArgumentException>(() => NumpyFile.Write<int>(folder.File("b.npy"), [3], new int[4]));
    }
}
