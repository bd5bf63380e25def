using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Volumes;
using Thca.Imaging.Distance;
using Thca.Pathology.Slides;
using Thca.Pathology.Tissue;

namespace Thca.Pathology.Tiling;

/// <summary>
/// One grid of half-open square cores over a slide on the 0.25 µm processing grid, independent of the pieces of tissue. Every position belongs to
/// exactly one core, so a nucleus that each core reports by its centroid is reported once, and none is lost at a border.
/// </summary>
public sealed class TileGrid
{
    private const double PatchReachMicrometres = 32;
    private readonly TissueMask _mask;
    private readonly byte[] _near;

    private TileGrid(SlideProperties slide, TissueMask mask, TilingOptions options)
    {
        (ScaleX, ScaleY) = (slide.MppX / TilingOptions.Mpp, slide.MppY / TilingOptions.Mpp);
        (Width, Height) = TargetResolution.Size(slide, TilingOptions.Mpp);
        (Columns, Rows) = ((Width + options.Core - 1) / options.Core, (Height + options.Core - 1) / options.Core);
        (_mask, Options) = (mask, options);
        byte[] tissue = Array.ConvertAll(mask.Labels.ToArray(), label => label > 0 ? (byte)1 : (byte)0);
        Mask plane = PlaneMorphology.Wrap(tissue, mask.Width, mask.Height, mask.MppX, mask.MppY);
        _near = DistanceMap.Within(plane, PatchReachMicrometres + Math.Max(mask.MppX, mask.MppY)).Voxels.ToArray();
    }

    /// <summary>What the grid was made with.</summary>
    public TilingOptions Options { get; }

    /// <summary>Columns of the slide on the processing grid.</summary>
    public int Width { get; }

    /// <summary>Rows of the slide on the processing grid.</summary>
    public int Height { get; }

    /// <summary>Columns of cores.</summary>
    public int Columns { get; }

    /// <summary>Rows of cores.</summary>
    public int Rows { get; }

    /// <summary>Processing pixels per level-0 pixel along x.</summary>
    public double ScaleX { get; }

    /// <summary>Processing pixels per level-0 pixel along y.</summary>
    public double ScaleY { get; }

    /// <summary>The cores with enough tissue, in order of their numbers.</summary>
    public IReadOnlyList<TileCore> Cores { get; private set; } = [];

    /// <summary>Share of the tissue that lies in <see cref="Cores"/>, 0 to 1: 1 unless a core has less tissue than the smallest coverage.</summary>
    public double Coverage { get; private set; }

    /// <summary>Cuts a slide.</summary>
    /// <param name="slide">Size and resolution.</param>
    /// <param name="mask">Its tissue.</param>
    /// <param name="options">Side of the cores, smallest coverage.</param>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    /// <exception cref="DataFormatException">MPP_UNKNOWN.</exception>
    public static TileGrid Create(SlideProperties slide, TissueMask mask, TilingOptions? options = null)
    {
        options ??= new TilingOptions();
        options.Validate();
        SlideChecks.RequireResolution(slide, "The slide");
        var grid = new TileGrid(slide, mask, options);
        double[] tissue = grid.TissuePerCore();
        double area = (double)options.Core * options.Core, all = OrderedSums.Sum(tissue);
        grid.Cores = [.. Enumerable.Range(0, tissue.Length).Where(i => tissue[i] > 0 && tissue[i] >= options.SmallestCoverage * area).Select(i => grid.Core(i, Math.Min(1, tissue[i] / area)))];
        grid.Coverage = all == 0 ? 0 : Math.Min(1, grid.Cores.Sum(c => tissue[c.Id]) / all);
        return grid;
    }

    /// <summary>The number of the core that owns a position of the processing grid; positions outside the slide belong to the nearest core.</summary>
    public int CoreOf(double x, double y) =>
        Math.Clamp((int)Math.Floor(y / Options.Core), 0, Rows - 1) * Columns + Math.Clamp((int)Math.Floor(x / Options.Core), 0, Columns - 1);

    /// <summary>The outputs of the patches that tile a core's window, row by row. A patch is left out when its output lies outside the slide or farther than 32 µm from tissue.</summary>
    /// <param name="core">A core of this grid.</param>
    /// <returns>Boxes on the processing grid, 164 pixels each; a patch reads 46 pixels more on every side.</returns>
    public IReadOnlyList<PixelBox> Patches(TileCore core)
    {
        PixelBox window = core.Window;
        var patches = new List<PixelBox>();
        for (int y = window.Y0; y < window.Y1; y += TilingOptions.PatchOutput)
            for (int x = window.X0; x < window.X1; x += TilingOptions.PatchOutput)
            {
                var patch = new PixelBox(x, y, x + TilingOptions.PatchOutput, y + TilingOptions.PatchOutput);
                if (patch.X1 > 0 && patch.Y1 > 0 && patch.X0 < Width && patch.Y0 < Height && IsNearTissue(patch)) patches.Add(patch);
            }

        return patches;
    }

    /// <summary>The piece of tissue at a position of the processing grid; 0 outside.</summary>
    public int RegionAt(double x, double y) => _mask.RegionAtMicrometres((x + 0.5) * TilingOptions.Mpp, (y + 0.5) * TilingOptions.Mpp);

    /// <summary>Whether the slide is out of focus at a position of the processing grid; false where the focus is not known.</summary>
    public bool IsBlurredAt(double x, double y) => _mask.Focus?.IsBlurredAt((x + 0.5) * TilingOptions.Mpp, (y + 0.5) * TilingOptions.Mpp) ?? false;

    /// <summary>Share of the tissue in a box of the processing grid that is out of focus, 0 to 1; NaN without tissue or where the focus is not known.</summary>
    public double BlurredShare(PixelBox box)
    {
        if (_mask.Focus is not { } focus) return double.NaN;
        double stepX = _mask.MppX / TilingOptions.Mpp, stepY = _mask.MppY / TilingOptions.Mpp;
        int tissue = 0, blurred = 0;
        for (int y = Math.Max(0, (int)(box.Y0 / stepY)); y < _mask.Height && y * stepY < box.Y1; y++)
            for (int x = Math.Max(0, (int)(box.X0 / stepX)); x < _mask.Width && x * stepX < box.X1; x++)
            {
                if (_mask.Labels[y * _mask.Width + x] == 0 || !box.Contains((x + 0.5) * stepX, (y + 0.5) * stepY)) continue;
                tissue++;
                if (focus.IsBlurredAt((x + 0.5) * _mask.MppX, (y + 0.5) * _mask.MppY)) blurred++;
            }

        return tissue == 0 ? double.NaN : (double)blurred / tissue;
    }

    /// <summary>Converts a position of the processing grid to level-0 pixels: (x + 0.5) / scale - 0.5.</summary>
    public (double X, double Y) ToLevel0(double x, double y) => ((x + 0.5) / ScaleX - 0.5, (y + 0.5) / ScaleY - 0.5);

    /// <summary>Tissue in every core, in pixels of the processing grid: a pixel of the mask counts for each core by the part that lies in it.</summary>
    private double[] TissuePerCore()
    {
        var tissue = new double[Columns * Rows];
        double stepX = _mask.MppX / TilingOptions.Mpp, stepY = _mask.MppY / TilingOptions.Mpp;
        for (int y = 0, i = 0; y < _mask.Height; y++)
            for (int x = 0; x < _mask.Width; x++, i++)
            {
                if (_mask.Labels[i] == 0) continue;
                double x0 = x * stepX, x1 = Math.Min(Width, x0 + stepX), y0 = y * stepY, y1 = Math.Min(Height, y0 + stepY);
                for (int row = (int)(y0 / Options.Core); row < Rows && row * Options.Core < y1; row++)
                    for (int column = (int)(x0 / Options.Core); column < Columns && column * Options.Core < x1; column++)
                    {
                        double wide = Math.Min(x1, (column + 1.0) * Options.Core) - Math.Max(x0, column * (double)Options.Core);
                        double tall = Math.Min(y1, (row + 1.0) * Options.Core) - Math.Max(y0, row * (double)Options.Core);
                        if (wide > 0 && tall > 0) tissue[row * Columns + column] += wide * tall;
                    }
            }

        return tissue;
    }

    private TileCore Core(int id, double coverage)
    {
        int column = id % Columns, row = id / Columns, side = Options.Core;
        return new TileCore(id, column, row, new PixelBox(column * side, row * side, (column + 1) * side, (row + 1) * side), coverage);
    }

    internal bool IsNearTissue(PixelBox patch)
    {
        int x0 = (int)Math.Clamp(Math.Floor(patch.X0 * TilingOptions.Mpp / _mask.MppX), 0, _mask.Width - 1), x1 = (int)Math.Clamp(Math.Ceiling(patch.X1 * TilingOptions.Mpp / _mask.MppX), x0 + 1, _mask.Width);
        int y0 = (int)Math.Clamp(Math.Floor(patch.Y0 * TilingOptions.Mpp / _mask.MppY), 0, _mask.Height - 1), y1 = (int)Math.Clamp(Math.Ceiling(patch.Y1 * TilingOptions.Mpp / _mask.MppY), y0 + 1, _mask.Height);
        for (int y = y0; y < y1; y++)
            if (_near.AsSpan(y * _mask.Width + x0, x1 - x0).IndexOf((byte)1) >= 0) return true;
        return false;
    }
}
