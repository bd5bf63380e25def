using Thca.Core.Histology;
using Thca.Core.Randomness;

namespace Thca.Phantoms.Histology;

/// <summary>Where there is tissue, tumour and follicle. Everything is a function of the position alone, evaluated in a window on request.</summary>
internal sealed class TissueArchitecture
{
    public const double TumourThreshold = -0.3;
    private const double GapThreshold = -1.6;
    private const int FollicleCell = 360;
    private readonly HistologyOptions _options;
    private readonly RandomSeed _seed;
    private readonly string _item;
    private readonly NoiseField _tumour;
    private readonly NoiseField _tissue;

    public TissueArchitecture(HistologyOptions options, RandomSeed seed, string item)
    {
        (_options, _seed, _item) = (options, seed, item);
        _tumour = new NoiseField(seed.Stream("histology-architecture", item), 60);
        _tissue = new NoiseField(seed.Stream("histology-tissue", item), 90);
    }

    /// <summary>The field whose high values are tumour and dense stroma.</summary>
    public float[] TumourField(PixelBox box) => _tumour.Window(box.X0, box.Y0, box.Width, box.Height);

    /// <summary>Whether each pixel of a window is tissue.</summary>
    public bool[] Tissue(PixelBox box)
    {
        var result = new bool[box.Width * box.Height];
        if (!_options.Gaps && _options.Islands.Count == 0)
        {
            Array.Fill(result, true);
            return result;
        }

        float[] field = _tissue.Window(box.X0, box.Y0, box.Width, box.Height);
        for (int y = 0; y < box.Height; y++)
            for (int x = 0; x < box.Width; x++)
            {
                float value = field[y * box.Width + x];
                result[y * box.Width + x] = (!_options.Gaps || value > GapThreshold) && InIsland(box.X0 + x, box.Y0 + y, value);
            }

        return result;
    }

    /// <summary>The follicles that may reach into a window.</summary>
    public List<Follicle> Follicles(PixelBox box)
    {
        var result = new List<Follicle>();
        if (_options.Follicles == 0) return result;
        int i0 = Math.Max(0, box.X0 / FollicleCell), i1 = Math.Max(0, box.X1 - 1) / FollicleCell, j0 = Math.Max(0, box.Y0 / FollicleCell), j1 = Math.Max(0, box.Y1 - 1) / FollicleCell;
        for (int j = j0; j <= j1; j++)
            for (int i = i0; i <= i1; i++)
            {
                RandomStream random = _seed.Stream("histology-follicle", _item, ((long)j << 24) + i);
                if (random.NextDouble() >= _options.Follicles) continue;
                double radius = 60 + 80 * random.NextDouble(), room = FollicleCell - 2 * (radius + 18);
                result.Add(new Follicle(i * FollicleCell + radius + 18 + room * random.NextDouble(), j * FollicleCell + radius + 18 + room * random.NextDouble(), radius));
            }

        return result;
    }

    private bool InIsland(int x, int y, float ragged)
    {
        if (_options.Islands.Count == 0) return true;
        foreach (HistologyIsland island in _options.Islands)
        {
            double u = ((double)x / _options.Width - island.CentreX) / island.RadiusX, v = ((double)y / _options.Height - island.CentreY) / island.RadiusY;
            if (Math.Sqrt(u * u + v * v) - 0.04 * ragged < 1) return true;
        }

        return false;
    }
}
