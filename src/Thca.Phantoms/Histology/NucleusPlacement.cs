using Thca.Core.Histology;
using Thca.Core.Randomness;

namespace Thca.Phantoms.Histology;

/// <summary>
/// Places nuclei cell by cell on a lattice of 96 px. A cell sees only neighbours whose parity of row and column comes earlier, so that every
/// window of the slide is filled alike, whichever windows were filled before.
/// </summary>
internal sealed class NucleusPlacement
{
    private const int Cell = 96;
    private const int Capacity = 64;
    private const int Attempts = 6;
    private const double LargestLoss = 0.12;
    private const int SmallestArea = 25;
    private readonly HistologyOptions _options;
    private readonly RandomSeed _seed;
    private readonly string _item;
    private readonly int _columns;
    private readonly int _rows;
    private readonly PixelBox _view;
    private readonly float[] _tumour;
    private readonly bool[] _tissue;
    private readonly List<Follicle> _follicles;
    private readonly Dictionary<long, List<NucleusTruth>> _cells = [];

    public NucleusPlacement(HistologyOptions options, TissueArchitecture architecture, RandomSeed seed, string item, PixelBox box)
    {
        (_options, _seed, _item) = (options, seed, item);
        (_columns, _rows) = ((options.Width + Cell - 1) / Cell, (options.Height + Cell - 1) / Cell);
        (FirstColumn, LastColumn) = (Math.Max(0, box.X0 - NucleusShape.LargestReach) / Cell, Math.Min(_columns - 1, (box.X1 + NucleusShape.LargestReach) / Cell));
        (FirstRow, LastRow) = (Math.Max(0, box.Y0 - NucleusShape.LargestReach) / Cell, Math.Min(_rows - 1, (box.Y1 + NucleusShape.LargestReach) / Cell));
        const int Depth = 3 * Cell;
        _view = new PixelBox(FirstColumn * Cell - Depth, FirstRow * Cell - Depth, (LastColumn + 1) * Cell + Depth, (LastRow + 1) * Cell + Depth);
        (_tumour, _tissue, _follicles) = (architecture.TumourField(_view), architecture.Tissue(_view), architecture.Follicles(_view));
    }

    private int FirstColumn { get; }

    private int LastColumn { get; }

    private int FirstRow { get; }

    private int LastRow { get; }

    /// <summary>The nuclei of all cells that can reach into the window, in order of their numbers.</summary>
    public List<NucleusTruth> Place(CancellationToken ct)
    {
        var result = new List<NucleusTruth>();
        for (int row = FirstRow; row <= LastRow; row++)
        {
            ct.ThrowIfCancellationRequested();
            for (int column = FirstColumn; column <= LastColumn; column++) result.AddRange(Fill(column, row));
        }

        return result;
    }

    private List<NucleusTruth> Fill(int column, int row)
    {
        long key = (long)row * _columns + column;
        if (_cells.TryGetValue(key, out List<NucleusTruth>? known)) return known;
        var here = new List<NucleusTruth>();
        var near = new List<NucleusTruth>();
        int phase = (column & 1) + 2 * (row & 1);
        for (int j = Math.Max(0, row - 1); j <= Math.Min(_rows - 1, row + 1); j++)
            for (int i = Math.Max(0, column - 1); i <= Math.Min(_columns - 1, column + 1); i++)
                if ((i & 1) + 2 * (j & 1) < phase) near.AddRange(Fill(i, j));
        RandomStream random = _seed.Stream("histology-nuclei", _item, key);
        int id = (int)(key * Capacity) + 1;
        foreach (Follicle follicle in _follicles) Line(follicle, column, row, id, here, near);
        int wanted = Poisson(_options.Density * Cell * Cell, random);
        for (int n = 0; n < wanted; n++)
        {
            NuclearPopulation population = Draw(random);
            int attempts = Attempts;
            while (attempts > 0 && !Scatter(population, column, row, id, here, near, random)) attempts--;
        }

        _cells.Add(key, here);
        return here;
    }

    /// <summary>One nucleus at a random place of the cell, if its type can live there and there is room.</summary>
    private bool Scatter(NuclearPopulation population, int column, int row, int id, List<NucleusTruth> here, List<NucleusTruth> near, RandomStream random)
    {
        double x = Cell * (column + random.NextDouble()), y = Cell * (row + random.NextDouble());
        double angle = population.Type == NucleusType.Connective ? 0.5 * random.NextNormal() : Math.PI * random.NextDouble();
        var shape = new NucleusShape(population, x, y, angle, _options, random);
        if (population.Type == NucleusType.NeoplasticEpithelial && _tumour[At(x, y)] <= TissueArchitecture.TumourThreshold) return false;
        if (_follicles.Exists(f => f.Distance(x, y) < shape.Radius + 4)) return false;
        return Add(population, shape, id, here, near);
    }

    /// <summary>The epithelium of a follicle, as far as it lies in the cell.</summary>
    private void Line(Follicle follicle, int column, int row, int id, List<NucleusTruth> here, List<NucleusTruth> near)
    {
        double cx = Math.Clamp(follicle.X, column * Cell, (column + 1) * Cell), cy = Math.Clamp(follicle.Y, row * Cell, (row + 1) * Cell);
        if (follicle.Distance(cx, cy) > 4) return;
        RandomStream random = _seed.Stream("histology-ring", _item, (long)(follicle.X * 16) * 8_388_608 + (long)(follicle.Y * 16));
        NuclearPopulation population = NuclearPopulation.Of(NucleusType.NonNeoplasticEpithelial);
        int count = (int)(2 * Math.PI * follicle.Radius / 27);
        for (int n = 0; n < count; n++)
        {
            double angle = 2 * Math.PI * (n + 0.3 * random.NextNormal()) / count, radius = follicle.Radius + 2 * random.NextNormal();
            double x = follicle.X + radius * Math.Cos(angle), y = follicle.Y + radius * Math.Sin(angle);
            var shape = new NucleusShape(population, x, y, angle + Math.PI / 2, _options, random);
            if ((int)Math.Floor(x / Cell) == column && (int)Math.Floor(y / Cell) == row) Add(population, shape, id, here, near);
        }
    }

    private bool Add(NuclearPopulation population, NucleusShape shape, int firstId, List<NucleusTruth> here, List<NucleusTruth> near)
    {
        if (here.Count == Capacity || shape.CentreX >= _options.Width || shape.CentreY >= _options.Height || !_tissue[At(shape.CentreX, shape.CentreY)]) return false;
        int reach = Math.Min(NucleusShape.LargestReach, (int)Math.Ceiling(1.4 * shape.Radius) + 1);
        int x0 = Math.Max(0, (int)shape.CentreX - reach), x1 = Math.Min(_options.Width, (int)shape.CentreX + reach + 1);
        int y0 = Math.Max(0, (int)shape.CentreY - reach), y1 = Math.Min(_options.Height, (int)shape.CentreY + reach + 1);
        NucleusTruth[] rivals = [.. near.Concat(here).Where(n => n.Box.X0 < x1 && n.Box.X1 > x0 && n.Box.Y0 < y1 && n.Box.Y1 > y0)];
        var mask = new bool[(x1 - x0) * (y1 - y0)];
        int area = 0, lost = 0, left = x1, right = x0, top = y1, bottom = y0;
        for (int y = y0; y < y1; y++)
            for (int x = x0; x < x1; x++)
            {
                if (shape.Relative(x, y) > 1) continue;
                area++;
                if (!_tissue[At(x, y)] || Array.Exists(rivals, r => r.Owns(x, y)))
                {
                    lost++;
                    continue;
                }

                mask[(y - y0) * (x1 - x0) + x - x0] = true;
                (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x + 1), Math.Min(top, y), Math.Max(bottom, y + 1));
            }

        if (lost > LargestLoss * area || area - lost < SmallestArea) return false;
        var box = new PixelBox(left, top, right, bottom);
        here.Add(new NucleusTruth(firstId + here.Count, population, shape, box, Cut(mask, x0, y0, x1 - x0, box)));
        return true;
    }

    private static bool[] Cut(bool[] mask, int x0, int y0, int stride, PixelBox box)
    {
        var result = new bool[box.Width * box.Height];
        for (int y = 0; y < box.Height; y++) mask.AsSpan((box.Y0 - y0 + y) * stride + box.X0 - x0, box.Width).CopyTo(result.AsSpan(y * box.Width));
        return result;
    }

    private int At(double x, double y) => ((int)Math.Floor(y) - _view.Y0) * _view.Width + (int)Math.Floor(x) - _view.X0;

    private static NuclearPopulation Draw(RandomStream random)
    {
        double u = random.NextDouble();
        foreach (NuclearPopulation population in NuclearPopulation.All)
        {
            if (u < population.Share) return population;
            u -= population.Share;
        }

        return NuclearPopulation.All[0];
    }

    private static int Poisson(double mean, RandomStream random)
    {
        double limit = Math.Exp(-mean), product = random.NextDouble();
        int count = 0;
        for (; product > limit && count < Capacity; count++) product *= random.NextDouble();
        return count;
    }
}
