using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Tables;
using Thca.Pathology.Nuclei;
using Thca.Testing;

namespace Thca.Pathology.Tests.Nuclei;

public class NucleusTableTests
{
    private static readonly string[] Columns =
    [
        "SlideID", "nucleus_id", "x0", "y0", "x1", "y1", "centroid_x", "centroid_y", "centroid_x_um", "centroid_y_um", "area_px", "area_um2", "type", "type_name", "prob",
        "votes_0", "votes_1", "votes_2", "votes_3", "votes_4", "votes_5", "np_mean", "region_id", "core", "flags", "contour",
    ];

    [Theory]
    [InlineData("n.parquet")]
    [InlineData("n.arrow")]
    public void Write_ThenRead_IsTheSame(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File(name);
        Nucleus[] nuclei = [.. Samples.Many(20_000), Samples.Square(20_000, NucleusType.Background, -5, 3, 4)];
        Assert.Equal(20_001, NucleusTable.Write(path, Samples.Header, nuclei));
        (NucleusTableHeader header, IReadOnlyList<Nucleus> read) = NucleusTableReader.ReadAll(path);
        Assert.Equal(Samples.Header, header);
        Assert.Equal(nuclei.Length, read.Count);
        for (int i = 0; i < nuclei.Length; i += 997) AssertSame(nuclei[i], read[i]);
        AssertSame(nuclei[^1], read[^1]);
    }

    [Fact]
    public void Columns_AreTheOnesOthersRead()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("n.parquet");
        NucleusTable.Write(path, Samples.Header, [Samples.Square(3, NucleusType.Dead, 10, 20, 4)]);
        using var table = new ColumnarTableReader(path);
        Assert.Equal(Columns, table.Fields.Select(f => f.Name));
        ColumnarBlock row = table.Blocks().Single();
        Assert.Equal("S 01", row.Column<string>("SlideID")[0]);
        Assert.Equal("Dead", row.Column<string>("type_name")[0]);
        Assert.Equal(11.5 * 0.25, row.Column<double>("centroid_x_um")[0]);
        Assert.Equal(21.5 * 0.5, row.Column<double>("centroid_y_um")[0]);
        Assert.Equal(16 * 0.125, row.Column<double>("area_um2")[0]);
        Assert.Equal([10, 20, 10, 23, 13, 23, 13, 20], row.Column<int[]>("contour")[0]);
    }

    [Fact]
    public void Write_Cancelled_LeavesNoFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("n.parquet");
        Assert.Throws<OperationCanceledException>(() => NucleusTable.Write(path, Samples.Header, Samples.Many(10), new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void Read_ForeignTable_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("n.parquet");
        using (FileStream stream = File.Create(path))
        {
            using var writer = new ColumnarTableWriter(stream, TableFormat.Parquet, [new("x", ColumnarType.Double)]);
            writer.Complete();
        }

        Assert.Contains("thca-nuclei-table/1", Assert.Throws<DataFormatException>(() => new NucleusTableReader(path)).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type")]
    [InlineData("contour")]
    [InlineData("box")]
    [InlineData("centroid")]
    public void Read_HostileRow_NamesTheRow(string damage)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("n.arrow");
        Nucleus good = Samples.Square(0, NucleusType.Dead, 0, 0, 5);
        Nucleus bad = damage switch
        {
            "type" => good with { Type = (NucleusType)9 },
            "contour" => good with { Contour = [new(0, 0), new(4, 4), new(1 << 20, 0)] },
            "box" => good with { Box = new PixelBox(3, 3, 3, 9) },
            _ => good with { CentroidX = double.NaN },
        };
        using (FileStream stream = File.Create(path)) Write(stream, good, bad);
        using var table = new NucleusTableReader(path);
        Assert.Contains("data row 2", Assert.Throws<DataFormatException>(() => table.Read().ToArray()).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WrongVotes_IsRefused()
    {
        using var writer = new NucleusTableWriter(new MemoryStream(), TableFormat.Parquet, Samples.Header);
        Assert.Throws<ArgumentException>(() => writer.Write(Samples.Square(0, NucleusType.Dead, 0, 0, 5) with { Votes = [1, 2] }));
    }

    // Like the product's writer, but without a look at the values.
    private static void Write(Stream stream, params Nucleus[] nuclei)
    {
        using var writer = new ColumnarTableWriter(stream, TableFormat.Arrow, NucleusTable.Fields, NucleusTable.Notes(Samples.Header));
        int[] zero = new int[nuclei.Length];
        int[][] votes = [.. Enumerable.Repeat(zero, 6)];
        writer.Write(new ColumnarBlock(
            NucleusTable.Fields,
            [
                Each(_ => "S"), Each(n => n.Id), Each(n => n.Box.X0), Each(n => n.Box.Y0), Each(n => n.Box.X1), Each(n => n.Box.Y1), Each(n => n.CentroidX), Each(n => n.CentroidY),
                Each(_ => 0.0), Each(_ => 0.0), Each(n => n.AreaPixels), Each(_ => 0.0), Each(n => (byte)n.Type), Each(_ => "?"), Each(n => n.Probability), .. votes,
                Each(_ => 0.5), zero, zero, zero, Each(n => n.Contour.SelectMany(p => new[] { p.X, p.Y }).ToArray()),
            ]));
        writer.Complete();

        T[] Each<T>(Func<Nucleus, T> cell) => [.. nuclei.Select(cell)];
    }

    private static void AssertSame(Nucleus expected, Nucleus actual)
    {
        Assert.Equal(expected.Contour, actual.Contour);
        Assert.Equal(expected.Votes, actual.Votes);
        Assert.Equal(expected with { Contour = [], Votes = [] }, actual with { Contour = [], Votes = [] });
    }
}
