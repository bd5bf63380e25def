using Thca.Core.Histology;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>All nuclei of a slide in little memory: what neighbourhoods and surroundings need of every nucleus at once.</summary>
internal sealed class NucleusStore
{
    private const int Cell = 256;

    private readonly List<(int X, int Y, ushort[] Steps)> _outlines = [];
    private readonly Dictionary<(int, int), List<int>> _cells = [];

    /// <param name="reader">The table; every nucleus is taken.</param>
    /// <param name="filter">Which nuclei count.</param>
    /// <param name="scaleX">Grid pixels per level-0 pixel along x.</param>
    /// <param name="scaleY">Grid pixels per level-0 pixel along y.</param>
    /// <param name="mpp">Micrometres per grid pixel.</param>
    /// <param name="ct">Cancels between nuclei.</param>
    public NucleusStore(NucleusTableReader reader, NucleusFilter filter, double scaleX, double scaleY, double mpp, CancellationToken ct)
    {
        byte[] mask = [];
        foreach (Nucleus nucleus in reader.Read())
        {
            ct.ThrowIfCancellationRequested();
            PixelPoint[] outline = [.. nucleus.Contour.Select(p => new PixelPoint(ToGrid(p.X, scaleX), ToGrid(p.Y, scaleY)))];
            PixelBox box = ContourFill.BoxOf(outline);
            if (box.Width > ushort.MaxValue || box.Height > ushort.MaxValue) throw new Core.Errors.DataFormatException(FormattableString.Invariant($"Nucleus {nucleus.Id} is {box.Width} x {box.Height} pixels large."), "Detect the nuclei again.");
            int size = box.Width * box.Height;
            if (mask.Length < size) mask = new byte[size];
            Span<byte> inside = mask.AsSpan(0, size);
            inside.Clear();
            ContourFill.Fill(outline, box, inside);
            Add(nucleus, filter.Exclusion(nucleus, reader.Header.AreaUm2(nucleus)), outline, box, MaskShape.Of(inside, box.Width, 1.0 / 12).Angle, scaleX, scaleY, mpp);
        }
    }

    public List<int> Ids { get; } = [];

    public List<NucleusType> Types { get; } = [];

    public List<int> Regions { get; } = [];

    public List<string> Exclusions { get; } = [];

    /// <summary>Centres, µm from the slide's corner.</summary>
    public List<double> X { get; } = [];

    public List<double> Y { get; } = [];

    public List<double> Angles { get; } = [];

    public int Count => Ids.Count;

    /// <summary>Outline on the grid.</summary>
    public PixelPoint[] Outline(int nucleus)
    {
        (int x, int y, ushort[] steps) = _outlines[nucleus];
        var outline = new PixelPoint[steps.Length / 2];
        for (int i = 0; i < outline.Length; i++) outline[i] = new PixelPoint(x + steps[2 * i], y + steps[2 * i + 1]);
        return outline;
    }

    /// <summary>All nuclei that may reach into a box of the grid.</summary>
    public IEnumerable<int> Near(PixelBox box)
    {
        var seen = new HashSet<int>();
        for (int row = FloorCell(box.Y0); row <= FloorCell(box.Y1); row++)
        {
            for (int column = FloorCell(box.X0); column <= FloorCell(box.X1); column++)
            {
                if (!_cells.TryGetValue((column, row), out List<int>? members)) continue;
                foreach (int member in members)
                {
                    if (seen.Add(member)) yield return member;
                }
            }
        }
    }

    private static int FloorCell(int v) => (int)Math.Floor(v / (double)Cell);

    private static int ToGrid(int level, double scale) => scale == 1 ? level : (int)Math.Round((level + 0.5) * scale - 0.5);

    private void Add(Nucleus nucleus, string exclusion, PixelPoint[] outline, PixelBox box, double angle, double scaleX, double scaleY, double mpp)
    {
        int number = Count;
        Ids.Add(nucleus.Id);
        Types.Add(nucleus.Type);
        Regions.Add(nucleus.RegionId);
        Exclusions.Add(exclusion);
        X.Add((nucleus.CentroidX + 0.5) * scaleX * mpp);
        Y.Add((nucleus.CentroidY + 0.5) * scaleY * mpp);
        Angles.Add(angle);
        var steps = new ushort[2 * outline.Length];
        for (int i = 0; i < outline.Length; i++) (steps[2 * i], steps[2 * i + 1]) = ((ushort)(outline[i].X - box.X0), (ushort)(outline[i].Y - box.Y0));
        _outlines.Add((box.X0, box.Y0, steps));
        for (int row = FloorCell(box.Y0); row <= FloorCell(box.Y1); row++)
        {
            for (int column = FloorCell(box.X0); column <= FloorCell(box.X1); column++)
            {
                if (!_cells.TryGetValue((column, row), out List<int>? members)) _cells[(column, row)] = members = [];
                members.Add(number);
            }
        }
    }
}
