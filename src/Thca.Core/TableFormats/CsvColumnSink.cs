using System.Globalization;
using Thca.Core.Tables;

namespace Thca.Core.TableFormats;

/// <summary>Blocks of rows as CSV.</summary>
internal sealed class CsvColumnSink : IColumnarSink
{
    private readonly CsvWriter _csv;
    private readonly string[] _cells;

    public CsvColumnSink(Stream stream, IReadOnlyList<ColumnarField> fields)
    {
        (_csv, _cells) = (new CsvWriter(stream), new string[fields.Count]);
        _csv.WriteRow([.. fields.Select(f => f.Name)]);
    }

    public void Write(ColumnarBlock block)
    {
        for (int r = 0; r < block.RowCount; r++)
        {
            for (int c = 0; c < _cells.Length; c++) _cells[c] = Cell(block[c], r);
            _csv.WriteRow(_cells);
        }
    }

    // The writer's buffer reaches the stream when it is disposed of.
    public void Complete() => _csv.Dispose();

    public void Dispose() => _csv.Dispose();

    private static string Cell(Array column, int row) => column switch
    {
        string[] texts => texts[row],
        double[] doubles => NumberText.Format(doubles[row]),
        float[] floats => float.IsFinite(floats[row]) ? floats[row].ToString("R", CultureInfo.InvariantCulture) : NumberText.Format(floats[row]),
        int[] integers => integers[row].ToString(CultureInfo.InvariantCulture),
        byte[] bytes => bytes[row].ToString(CultureInfo.InvariantCulture),
        int[][] lists => string.Join(' ', lists[row].Select(v => v.ToString(CultureInfo.InvariantCulture))),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.GetType().Name, "Unknown column type."),
    };
}
