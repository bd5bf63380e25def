using System.Text;
using Thca.Core.Files;
using Thca.Testing;

namespace Thca.Core.Tests.Files;

public class AtomicFileTests
{
    [Fact]
    public void Write_CreatesFoldersAndReplaces()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a", "b", "t.txt");
        AtomicFile.WriteAllText(path, "one");
        AtomicFile.WriteAllText(path, "zwei ü");
        Assert.Equal("zwei ü"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Write_ErrorHalfway_KeepsTheOldContentAndLeavesNothingBehind()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("t.txt");
        File.WriteAllText(path, "old");
        var error = Assert.Throws<InvalidDataException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            stream.Flush();
            throw new InvalidDataException("stop");
        }));
        Assert.Equal("stop", error.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.FullName));
    }

    [Fact]
    public void Write_ErrorInANewFile_LeavesNoFile()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<InvalidDataException>(() => AtomicFile.Write(folder.File("t.txt"), _ => throw new InvalidDataException()));
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullName));
    }

    [Fact]
    public void Write_WhileWriting_ReadersSeeTheOldContent()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("t.txt");
        File.WriteAllText(path, "old");
        AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(path));
        });
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void Write_FromManyThreads_OneWholeContentWins()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("t.txt");
        string[] contents = [.. Enumerable.Range(0, 16).Select(i => new string((char)('a' + i), 10_000))];
        Parallel.ForEach(contents, text => AtomicFile.WriteAllText(path, text));
        Assert.Contains(File.ReadAllText(path, Encoding.UTF8), contents);
        Assert.Single(Directory.GetFileSystemEntries(folder.FullName));
    }
}
