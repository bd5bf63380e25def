using System.Text;
using Thca.Core.Errors;
using Thca.Core.Provenance;

namespace Thca.Pathology.Tissue;

/// <summary>Where a slide holds tissue.</summary>
public sealed class TissueMask
{
    private readonly int[] _labels;

    /// <summary>Wraps a label map.</summary>
    /// <param name="width">Columns of the map.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="mppX">µm per pixel of the map along x.</param>
    /// <param name="mppY">µm per pixel of the map along y.</param>
    /// <param name="labels">The piece a pixel belongs to, from 1; 0 outside. Not copied.</param>
    /// <param name="regions">The pieces, in order of their numbers.</param>
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public TissueMask(int width, int height, double mppX, double mppY, int[] labels, IReadOnlyList<TissueRegion> regions)
    {
        if (labels.Length != width * height) throw new ArgumentException($"A map of {width} x {height} needs {width * height} values, got {labels.Length}.", nameof(labels));
        (Width, Height, MppX, MppY, _labels, Regions) = (width, height, mppX, mppY, labels, regions);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>µm per pixel along x.</summary>
    public double MppX { get; }

    /// <summary>µm per pixel along y.</summary>
    public double MppY { get; }

    /// <summary>The pieces of tissue, the largest first.</summary>
    public IReadOnlyList<TissueRegion> Regions { get; }

    /// <summary>The piece of every pixel, row by row; 0 outside.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Grey levels up to this one counted as tissue; -1 when the mask was not made from grey levels.</summary>
    public int Threshold { get; init; } = -1;

    /// <summary>Where the tissue is out of focus; null when not checked.</summary>
    public FocusMap? Focus { get; init; }

    /// <summary>Share of the cells of <see cref="Focus"/> that are out of focus; NaN when not checked.</summary>
    public double BlurredFraction => Focus?.BlurredFraction ?? double.NaN;

    /// <summary>Text that changes when the mask or its focus does.</summary>
    public string Identity => ContentHash.Of([.. ToGrey(), .. Encoding.ASCII.GetBytes(string.Join('\n', [FormattableString.Invariant($"{Width} x {Height}"), .. Focus?.Rows ?? []]))]).Hex;

    /// <summary>Number of tissue pixels.</summary>
    public int Count => _labels.Length - _labels.AsSpan().Count(0);

    /// <summary>Area of the tissue in mm².</summary>
    public double AreaMm2 => Count * MppX * MppY * 1e-6;

    /// <summary>The piece at a position in µm from the slide's corner; 0 outside the tissue.</summary>
    public int RegionAtMicrometres(double x, double y)
    {
        double column = Math.Floor(x / MppX), row = Math.Floor(y / MppY);
        return column >= 0 && column < Width && row >= 0 && row < Height ? _labels[(int)row * Width + (int)column] : 0;
    }

    /// <summary>The mask as 8-bit grey: 255 in tissue.</summary>
    public byte[] ToGrey() => Array.ConvertAll(_labels, label => label > 0 ? byte.MaxValue : (byte)0);

    /// <summary>The whole of a slide as one piece of tissue, for images that are tissue all over.</summary>
    /// <param name="width">Level-0 columns.</param>
    /// <param name="height">Level-0 rows.</param>
    /// <param name="mpp">µm per level-0 pixel.</param>
    /// <param name="maskMpp">µm per pixel of the mask.</param>
    public static TissueMask Everything(int width, int height, double mpp, double maskMpp = 8)
    {
        if (!(mpp > 0 && maskMpp > 0)) throw new OptionsException([FormattableString.Invariant($"The resolutions {mpp} and {maskMpp} must be above 0.")]);
        int columns = Math.Max(1, (int)Math.Ceiling(width * mpp / maskMpp)), rows = Math.Max(1, (int)Math.Ceiling(height * mpp / maskMpp));
        var labels = new int[columns * rows];
        Array.Fill(labels, 1);
        return new TissueMask(columns, rows, width * mpp / columns, height * mpp / rows, labels, [new TissueRegion(1, (double)width * height * mpp * mpp * 1e-6, new Core.Histology.PixelBox(0, 0, width, height))]);
    }
}
