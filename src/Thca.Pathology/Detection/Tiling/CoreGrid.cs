using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Histology;

namespace Thca.Pathology.Detection.Tiling;

/// <summary>
/// The global grid of a slide: half-open squares that divide it without overlap. A nucleus belongs to the one core that holds its centroid, so it is counted
/// exactly once however the windows around the cores overlap.
/// </summary>
public sealed class CoreGrid
{
    /// <summary>Side of the core that fits 27 HoVer-Net patches with its margins, pixels.</summary>
    public const int DefaultCoreSize = 4172;

    /// <summary>Pixels around a core that are segmented with it, 32 µm.</summary>
    public const int Margin = 128;

    /// <summary>Side of a HoVer-Net patch's output, pixels; a core grown by its margins is a whole number of them.</summary>
    public const int PatchOutput = 164;

    /// <summary>Divides a slide.</summary>
    /// <param name="width">Columns of the slide on the detector's grid.</param>
    /// <param name="height">Rows of the slide on the detector's grid.</param>
    /// <param name="coreSize">Side of a core; grown by both margins a multiple of 164.</param>
    /// <exception cref="OptionsException">The core size does not fit.</exception>
    public CoreGrid(int width, int height, int coreSize = DefaultCoreSize)
    {
        EnsureFits(coreSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        (Width, Height, CoreSize) = (width, height, coreSize);
        (Columns, Rows) = ((width + coreSize - 1) / coreSize, (height + coreSize - 1) / coreSize);
    }

    /// <summary>Columns of the slide on the detector's grid.</summary>
    public int Width { get; }

    /// <summary>Rows of the slide on the detector's grid.</summary>
    public int Height { get; }

    /// <summary>Side of a core.</summary>
    public int CoreSize { get; }

    /// <summary>Cores side by side.</summary>
    public int Columns { get; }

    /// <summary>Rows of cores.</summary>
    public int Rows { get; }

    /// <summary>All cores, row by row.</summary>
    public IEnumerable<DetectionCore> Cores()
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                int x = column * CoreSize, y = row * CoreSize;
                yield return new DetectionCore(row * Columns + column, row, column, new PixelBox(x, y, x + CoreSize, y + CoreSize));
            }
        }
    }

    /// <summary>The area a core is segmented with: grown by the margin on every side.</summary>
    public static PixelBox Grown(DetectionCore core, int by = Margin) => new(core.Box.X0 - by, core.Box.Y0 - by, core.Box.X1 + by, core.Box.Y1 + by);

    /// <summary>The part of a core that lies on the slide.</summary>
    public PixelBox OnSlide(DetectionCore core) => new(core.Box.X0, core.Box.Y0, Math.Min(core.Box.X1, Width), Math.Min(core.Box.Y1, Height));

    /// <summary>Refuses core sizes that, grown by both margins, are no whole number of patches.</summary>
    /// <exception cref="OptionsException">The size and its nearest valid neighbours.</exception>
    public static void EnsureFits(int coreSize)
    {
        if (coreSize > 0 && (coreSize + 2 * Margin) % PatchOutput == 0) return;
        int patches = Math.Max(2, (coreSize + 2 * Margin) / PatchOutput);
        throw new OptionsException([string.Create(
            CultureInfo.InvariantCulture,
            $"The core size {coreSize} does not fit: with its margins of {Margin} pixels it must be a multiple of {PatchOutput}, such as {patches * PatchOutput - 2 * Margin}, {(patches + 1) * PatchOutput - 2 * Margin} or {DefaultCoreSize}.")]);
    }
}
