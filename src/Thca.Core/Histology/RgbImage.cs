namespace Thca.Core.Histology;

/// <summary>A colour image in memory: 8 bits each of red, green and blue per pixel, interleaved, rows from top to bottom without padding.</summary>
public sealed class RgbImage
{
    /// <summary>Wraps pixels; the array is not copied.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels">width x height x 3 bytes: R, G, B of each pixel, x fastest.</param>
    /// <exception cref="ArgumentException">A side is below 1 or the array has another length.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (width < 1 || height < 1) { throw new ArgumentException($"An image needs at least one pixel; got {width} x {height}.", nameof(width)); }
        if (pixels.LongLength != 3L * width * height)
        {
            throw new ArgumentException($"{width} x {height} RGB pixels take {3L * width * height} bytes; got {pixels.LongLength}.", nameof(pixels));
        }
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The bytes: R, G, B of each pixel, x fastest then y.</summary>
    public byte[] Pixels { get; }

    /// <summary>A white image, the colour outside every slide.</summary>
    public static RgbImage White(int width, int height)
    {
        var pixels = new byte[checked(3 * width * height)];
        Array.Fill(pixels, byte.MaxValue);
        return new RgbImage(width, height, pixels);
    }

    /// <summary>One row: 3 x <see cref="Width"/> bytes.</summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.AsSpan(3 * Width * y, 3 * Width);
}
