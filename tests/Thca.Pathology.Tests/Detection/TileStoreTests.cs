using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Pathology.Detection;
using Thca.Pathology.Tests.Nuclei;
using Thca.Testing;

namespace Thca.Pathology.Tests.Detection;

public sealed class TileStoreTests : IDisposable
{
    private static readonly Nucleus[] Nuclei = [.. Samples.Many(3).Select(n => n with { Core = 12, RegionId = 2, CentroidX = n.CentroidX + 1.0 / 3 })];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_ThenLoad_IsTheSame()
    {
        TileStore store = Store();
        store.Save(new TileReport(12, "ok", 3), Nuclei);
        Assert.Equal(new TileReport(12, "ok", 3), store.Find(12));
        foreach ((Nucleus saved, Nucleus loaded) in Nuclei.Zip(store.Load(12)))
        {
            Assert.Equal(saved.Contour, loaded.Contour);
            Assert.Equal(saved.Votes, loaded.Votes);
            Assert.Equal(saved with { Contour = [], Votes = [] }, loaded with { Contour = [], Votes = [] });
        }
    }

    [Fact]
    public void Find_AbsentOtherParametersOrCutAnywhere_IsNothing()
    {
        TileStore store = Store();
        Assert.Null(store.Find(12));
        store.Save(new TileReport(12, "ok", 3), Nuclei);
        Assert.Null(Store("others").Find(12));
        string file = Assert.Single(Directory.GetFiles(_folder.FullName));
        byte[] whole = File.ReadAllBytes(file);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            Assert.True(store.Find(12) is null, $"the first {length} of {whole.Length} bytes count as finished");
        }

        Assert.Throws<DataFormatException>(() => Store("others").Load(12));
    }

    // A count of nuclei or points, or the class, may be any number: an error or another content, never a large allocation or a crash.
    [Fact]
    public void Find_AnyByteChanged_NeverCrashes()
    {
        TileStore store = Store();
        store.Save(new TileReport(12, "ok", 3), Nuclei);
        string file = Assert.Single(Directory.GetFiles(_folder.FullName));
        byte[] whole = File.ReadAllBytes(file);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0xFF;
            File.WriteAllBytes(file, changed);
            TileReport? found = store.Find(12);
            Assert.True(found is null || found.Nuclei == 3, $"byte {at}");
        }
    }

    private TileStore Store(string fingerprint = "parameters") => new(_folder.FullName, fingerprint);
}
