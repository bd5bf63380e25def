using System.Text;
using CsCheck;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.Core.Tests.Tables;

public class FeatureTableFileTests
{
    private static readonly Problem TooSmall = new("MASK_TOO_SMALL", "one voxel", "Draw a larger region.");

    private static readonly Gen<double> AnyDouble = Gen.OneOf(
        Gen.Double,
        Gen.Double[-1, 1],
        Gen.Const(0.1 + 0.2),
        Gen.Const(-0.0),
        Gen.Const(double.Epsilon),
        Gen.Const(double.MaxValue),
        Gen.Const(double.PositiveInfinity),
        Gen.Const(double.NegativeInfinity),
        Gen.Const(double.NaN));

    public static TheoryData<TableFormat> Formats => [TableFormat.Csv, TableFormat.Arrow, TableFormat.Parquet];

    [Theory]
    [MemberData(nameof(Formats))]
    public void RoundTrip_RandomTables_IsExact(TableFormat format) =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 6]).SelectMany((rows, columns) => Gen.Select(
            Gen.String[Gen.Char["abc01,;\"\n é'#="], 1, 6].Array[rows],
            AnyDouble.Array[rows].Array[columns],
            Gen.Bool.Array[rows].Array[columns],
            Gen.Bool.Array[rows])).Sample(
            (ids, values, failed, ok) =>
            {
                FeatureTable table = Table(ids, values, failed, ok);
                AssertSame(table, RoundTrip(table, format), reasonsToo: format != TableFormat.Csv);
            },
            iter: format == TableFormat.Csv ? 300 : 100);

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.arrow")]
    [InlineData("t.FEATHER")]
    [InlineData("sub/t.parquet")]
    public void WriteThenRead_Path_ChoosesFormatByExtension(string name)
    {
        using var folder = new TemporaryFolder();
        FeatureTable table = Sample();
        FeatureTableFile.Write(table, folder.File(name));
        AssertSame(table, FeatureTableFile.Read(folder.File(name)), reasonsToo: !name.EndsWith("csv", StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(folder.File(name))!));
    }

    [Fact]
    public void Write_Csv_HasTheDocumentedText()
    {
        var stream = new MemoryStream();
        FeatureTableFile.Write(Sample(), stream, TableFormat.Csv);
        Assert.Equal(
            "PatientID,glcm_Contrast,Age,Status,Message\n" +
            "007,0.30000000000000004,,ok,\n" +
            "08,NaN,61,MASK_TOO_SMALL,one voxel Draw a larger region.\n" +
            "\"9,a\",-Infinity,1E-300,ok,\n",
            Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Write_WithoutStatus_LeavesItOutAndReadsAsOk(TableFormat format)
    {
        var stream = new MemoryStream();
        FeatureTableFile.Write(Sample(), stream, format, new FeatureTableWriteOptions { IncludeStatus = false });
        stream.Position = 0;
        FeatureTable back = FeatureTableFile.ReadWithReport(stream, format).Table;
        Assert.All(back.Statuses, s => Assert.True(s.IsOk));
        Assert.Equal(2, back.Columns.Count);
    }

    private static FeatureTable Sample() => new(
        ["007", "08", "9,a"],
        [
            new FeatureColumn("glcm_Contrast", [0.1 + 0.2, double.NaN, double.NegativeInfinity], new Dictionary<int, Problem> { [1] = TooSmall }),
            new FeatureColumn("Age", [double.NaN, 61, 1e-300]),
        ],
        [RowStatus.Ok, RowStatus.From(TooSmall), RowStatus.Ok]);

    private static FeatureTable Table(string[] ids, double[][] values, bool[][] failed, bool[] ok)
    {
        string[] keys = [.. ids.Select((id, r) => $"{r}{id}x")];
        FeatureColumn[] columns = [.. values.Select((v, c) => new FeatureColumn(
            $"f{c}",
            v,
            Enumerable.Range(0, v.Length).Where(r => double.IsNaN(v[r]) && failed[c][r]).ToDictionary(r => r, r => new Problem("P" + (r % 2), $"why {c}", ""))))];
        RowStatus[] statuses = [.. ok.Select((good, r) => good ? RowStatus.Ok : new RowStatus("FORMAT_INVALID", $"line\nin \"{r}\", quoted"))];
        return new FeatureTable(keys, columns, statuses);
    }

    private static FeatureTable RoundTrip(FeatureTable table, TableFormat format)
    {
        var stream = new MemoryStream();
        FeatureTableFile.Write(table, stream, format);
        stream.Position = 0;
        return FeatureTableFile.ReadWithReport(stream, format).Table;
    }

    private static void AssertSame(FeatureTable expected, FeatureTable actual, bool reasonsToo)
    {
        Assert.Equal(expected.KeyName, actual.KeyName);
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.Equal(expected.Statuses, actual.Statuses);
        Assert.Equal(expected.Columns.Select(c => c.Name), actual.Columns.Select(c => c.Name));
        for (int c = 0; c < expected.Columns.Count; c++)
        {
            FeatureColumn e = expected.Columns[c], a = actual.Columns[c];
            for (int r = 0; r < e.Count; r++)
            {
                if (double.IsNaN(e[r])) Assert.True(double.IsNaN(a[r]));
                else Assert.Equal(BitConverter.DoubleToInt64Bits(e[r]), BitConverter.DoubleToInt64Bits(a[r]));
                Assert.Equal(e.IsMissing(r), a.IsMissing(r));
                if (reasonsToo) Assert.Equal(e.Reasons.GetValueOrDefault(r), a.Reasons.GetValueOrDefault(r));
            }
        }
    }
}
