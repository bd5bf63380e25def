using System.Globalization;
using System.Text;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Histology;
using Thca.Core.Tables;

namespace Thca.Pathology.Nuclei;

/// <summary>Nuclei as QuPath's table of points: tab-separated <c>x, y, class, name, color</c>; class is empty, color is R·65536 + G·256 + B.</summary>
public static class QuPathPoints
{
    private const string Header = "x\ty\tclass\tname\tcolor";

    /// <summary>Writes a file, atomically and in constant memory.</summary>
    /// <param name="path">The file, usually .tsv.</param>
    /// <param name="nuclei">The nuclei, taken one by one.</param>
    /// <returns>Nuclei written.</returns>
    public static long Write(string path, IEnumerable<Nucleus> nuclei)
    {
        long count = 0;
        AtomicFile.Write(path, stream =>
        {
            using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
            text.WriteLine(Header);
            foreach (Nucleus nucleus in nuclei)
            {
                (byte red, byte green, byte blue) = NucleusTypes.Color(nucleus.Type);
                text.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{NumberText.Format(nucleus.CentroidX)}\t{NumberText.Format(nucleus.CentroidY)}\t\t{NucleusTypes.PointName(nucleus.Type)}\t{red * 65536 + green * 256 + blue}"));
                count++;
            }
        });
        return count;
    }

    /// <summary>Reads a file of points.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableException">A column is missing or a coordinate is no number; row and column are named.</exception>
    /// <exception cref="DataFormatException">A name is no class; its row is named.</exception>
    public static IReadOnlyList<NucleusPoint> Read(string path)
    {
        TextTable table = TextTable.Read(path, '\t');
        int x = table.RequireColumn("x"), y = table.RequireColumn("y"), name = table.RequireColumn("name");
        var points = new NucleusPoint[table.RowCount];
        for (int r = 0; r < points.Length; r++)
        {
            NucleusType type = NucleusTypes.FromName(table[r, name])
                ?? throw new DataFormatException(FormattableString.Invariant($"{table.Source}, data row {r + 1}: '{table[r, name]}' is no class of nuclei."), "Names are nolabe, neopla, inflam, connec, necros, no-neo.");
            points[r] = new NucleusPoint(table.Number(r, x), table.Number(r, y), type);
            if (!double.IsFinite(points[r].X) || !double.IsFinite(points[r].Y))
                throw new DataFormatException(FormattableString.Invariant($"{table.Source}, data row {r + 1} has no finite position."), "Correct the row or leave it out.");
        }

        return points;
    }
}
