using Thca.Core.Histology;
using Thca.Core.Randomness;

namespace Thca.Phantoms.Histology;

/// <summary>Turns architecture and nuclei into concentrations, and these through the optics into a picture.</summary>
internal sealed class TilePainter
{
    /// <summary>Pixels that the blurs of edge, stain and optics reach beyond a window.</summary>
    private const int Halo = 18;

    private readonly HistologyOptions _options;
    private readonly TissueArchitecture _architecture;
    private readonly double[] _stains;
    private readonly NoiseField _chromatin;
    private readonly NoiseField _grain;
    private readonly NoiseField _fibres;
    private readonly NoiseField _stroma;
    private readonly NoiseField _flow;
    private readonly RandomSeed _seed;
    private readonly string _item;

    public TilePainter(HistologyOptions options, TissueArchitecture architecture, double[] stains, RandomSeed seed, string item)
    {
        (_options, _architecture, _stains, _seed, _item) = (options, architecture, stains, seed, item);
        _chromatin = new NoiseField(seed.Stream("histology-chromatin", item), 1.6);
        _grain = new NoiseField(seed.Stream("histology-grain", item), 0.7);
        _fibres = new NoiseField(seed.Stream("histology-fibres", item), 7, 1);
        _stroma = new NoiseField(seed.Stream("histology-stroma", item), 12);
        _flow = new NoiseField(seed.Stream("histology-flow", item), 40);
    }

    public static PixelBox Grow(PixelBox box) => new(box.X0 - Halo, box.Y0 - Halo, box.X1 + Halo, box.Y1 + Halo);

    public HistologyTile Paint(PixelBox box, IReadOnlyList<NucleusTruth> nuclei)
    {
        PixelBox wide = Grow(box);
        int width = wide.Width, height = wide.Height;
        (float[] h, float[] e) = Ground(wide);
        var instances = new int[box.Width * box.Height];
        var types = new byte[box.Width * box.Height];
        float[] chromatin = _chromatin.Window(wide.X0, wide.Y0, width, height), grain = _grain.Window(wide.X0, wide.Y0, width, height);
        foreach (NucleusTruth nucleus in nuclei) Draw(nucleus, wide, box, h, chromatin, grain, instances, types);
        bool[] tissue = _architecture.Tissue(wide);
        MaskOut(wide, tissue, h, e);
        return new HistologyTile
        {
            Box = box,
            Image = Expose(wide, box, h, e),
            Instances = instances,
            Types = types,
            Tissue = Crop(tissue, width, box),
            Haematoxylin = Crop(h, width, box),
            Eosin = Crop(e, width, box),
            Nuclei = [.. nuclei.Where(n => Visible(n, box, instances))],
        };
    }

    /// <summary>Stroma, cytoplasm and colloid: what lies between the nuclei.</summary>
    private (float[] H, float[] E) Ground(PixelBox wide)
    {
        int width = wide.Width, height = wide.Height;
        float[] tumour = _architecture.TumourField(wide);
        float[] fibres = Fibres(wide), stroma = _stroma.Window(wide.X0, wide.Y0, width, height);
        List<Follicle> follicles = _architecture.Follicles(wide);
        var h = new float[width * height];
        var e = new float[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
            {
                int i = y * width + x;
                h[i] = 0.06f;
                e[i] = Math.Max(0.02f, 0.55f + 0.1f * tumour[i] + 0.12f * fibres[i] + 0.1f * stroma[i]);
                foreach (Follicle follicle in follicles)
                {
                    double distance = follicle.Distance(wide.X0 + x, wide.Y0 + y) + 14;
                    if (distance > 2) continue;
                    float colloid = (float)Math.Clamp(0.5 - 0.25 * distance, 0, 1);
                    h[i] *= 1 - colloid;
                    e[i] += colloid * (0.35f + 0.03f * stroma[i] - e[i]);
                }
            }

        return (h, e);
    }

    /// <summary>Fibres along x, bent by a smooth field so that they wave as collagen does.</summary>
    private float[] Fibres(PixelBox wide)
    {
        const int Bend = 14;
        int width = wide.Width, height = wide.Height;
        float[] flow = _flow.Window(wide.X0, wide.Y0, width, height);
        float[] straight = _fibres.Window(wide.X0, wide.Y0 - 4 * Bend, width, height + 8 * Bend);
        var result = new float[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
            {
                float shift = 4 * Bend + Math.Clamp(Bend * flow[y * width + x], -4 * Bend + 1, 4 * Bend - 2);
                int row = y + (int)shift;
                float a = straight[row * width + x], b = straight[(row + 1) * width + x];
                result[y * width + x] = a + (b - a) * (shift - (int)shift);
            }

        return result;
    }

    private static void Draw(NucleusTruth nucleus, PixelBox wide, PixelBox box, float[] h, float[] chromatin, float[] grain, int[] instances, byte[] types)
    {
        NucleusShape shape = nucleus.Shape;
        for (int y = Math.Max(wide.Y0, nucleus.Box.Y0); y < Math.Min(wide.Y1, nucleus.Box.Y1); y++)
            for (int x = Math.Max(wide.X0, nucleus.Box.X0); x < Math.Min(wide.X1, nucleus.Box.X1); x++)
            {
                if (!nucleus.Owns(x, y)) continue;
                int i = (y - wide.Y0) * wide.Width + x - wide.X0;
                double rim = 0.85 + 0.25 * Math.Clamp((shape.Relative(x, y) - 0.7) / 0.3, 0, 1);
                double level = shape.Level * (1 + shape.Texture * chromatin[i] + 0.06 * grain[i]) * rim;
                double dx = x - shape.NucleolusX, dy = y - shape.NucleolusY;
                if (shape.HasNucleolus && dx * dx + dy * dy <= 2.2 * 2.2) level = 1.9 * shape.Level;
                h[i] = (float)Math.Max(0.1, level);
                if (x < box.X0 || x >= box.X1 || y < box.Y0 || y >= box.Y1) continue;
                instances[(y - box.Y0) * box.Width + x - box.X0] = nucleus.Id;
                types[(y - box.Y0) * box.Width + x - box.X0] = (byte)nucleus.Type;
            }
    }

    /// <summary>Nothing is stained on the glass; the edge of the tissue is soft.</summary>
    private void MaskOut(PixelBox wide, bool[] tissue, float[] h, float[] e)
    {
        var soft = new float[tissue.Length];
        for (int i = 0; i < soft.Length; i++) soft[i] = tissue[i] && InSlide(wide, i) ? 1 : 0;
        Blur.Apply(soft, wide.Width, wide.Height, 3);
        for (int i = 0; i < soft.Length; i++)
        {
            h[i] *= soft[i] * (float)_options.HaematoxylinStrength;
            e[i] *= soft[i] * (float)_options.EosinStrength;
        }
    }

    private bool InSlide(PixelBox wide, int i)
    {
        int x = wide.X0 + i % wide.Width, y = wide.Y0 + i / wide.Width;
        return x >= -Halo && y >= -Halo && x < _options.Width + Halo && y < _options.Height + Halo;
    }

    private RgbImage Expose(PixelBox wide, PixelBox box, float[] haematoxylin, float[] eosin)
    {
        var h = (float[])haematoxylin.Clone();
        Blur.Apply(h, wide.Width, wide.Height, 0.8);
        var pixels = new byte[3 * box.Width * box.Height];
        for (int c = 0; c < 3; c++)
        {
            var light = new float[h.Length];
            float densityH = (float)_stains[c], densityE = (float)_stains[3 + c];
            for (int i = 0; i < light.Length; i++) light[i] = (float)_options.Background * MathF.Exp(-(h[i] * densityH + eosin[i] * densityE));
            Blur.Apply(light, wide.Width, wide.Height, 0.6);
            Pen(wide, light, c);
            var noise = new NoiseField(_seed.Stream("histology-noise", _item, c), 0.3);
            float[] camera = _options.Noise > 0 ? noise.Window(box.X0, box.Y0, box.Width, box.Height) : new float[box.Width * box.Height];
            for (int y = 0; y < box.Height; y++)
                for (int x = 0; x < box.Width; x++)
                {
                    float value = light[(y + Halo) * wide.Width + x + Halo] + (float)_options.Noise * camera[y * box.Width + x];
                    pixels[3 * (y * box.Width + x) + c] = (byte)Math.Clamp(MathF.Round(value), 0, 255);
                }
        }

        return new RgbImage(box.Width, box.Height, pixels);
    }

    private void Pen(PixelBox wide, float[] light, int channel)
    {
        foreach (PenStroke stroke in _options.Pen)
        {
            double ax = stroke.FromX * _options.Width, ay = stroke.FromY * _options.Height;
            double bx = stroke.ToX * _options.Width - ax, by = stroke.ToY * _options.Height - ay, length = Math.Max(1e-9, bx * bx + by * by);
            float ink = channel switch { 0 => stroke.Red, 1 => stroke.Green, _ => stroke.Blue };
            for (int y = 0; y < wide.Height; y++)
                for (int x = 0; x < wide.Width; x++)
                {
                    double px = wide.X0 + x - ax, py = wide.Y0 + y - ay, t = Math.Clamp((px * bx + py * by) / length, 0, 1);
                    double distance = Math.Sqrt((px - t * bx) * (px - t * bx) + (py - t * by) * (py - t * by)) - stroke.WidthPixels / 2;
                    float cover = 0.9f * (float)Math.Clamp(0.5 - 0.1 * distance, 0, 1);
                    ref float value = ref light[y * wide.Width + x];
                    value += cover * (ink - value);
                }
        }
    }

    private static bool Visible(NucleusTruth nucleus, PixelBox box, int[] instances)
    {
        for (int y = Math.Max(box.Y0, nucleus.Box.Y0); y < Math.Min(box.Y1, nucleus.Box.Y1); y++)
            for (int x = Math.Max(box.X0, nucleus.Box.X0); x < Math.Min(box.X1, nucleus.Box.X1); x++)
                if (instances[(y - box.Y0) * box.Width + x - box.X0] == nucleus.Id) return true;
        return false;
    }

    private static T[] Crop<T>(T[] values, int stride, PixelBox box)
    {
        var result = new T[box.Width * box.Height];
        for (int y = 0; y < box.Height; y++) values.AsSpan((y + Halo) * stride + Halo, box.Width).CopyTo(result.AsSpan(y * box.Width));
        return result;
    }
}
