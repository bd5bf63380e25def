using Thca.Core.Histology;

namespace Thca.Core.Contracts;

/// <summary>Reads rectangles of one opened slide. A reader serves one thread at a time: open one per worker.</summary>
public interface ISlideReader : IDisposable
{
    /// <summary>Size, pyramid and resolution of the slide.</summary>
    SlideProperties Properties { get; }

    /// <summary>Reads a rectangle of one level. Pixels outside the slide are white; transparency is composited over white.</summary>
    /// <param name="x">First column in level-0 pixels; may lie outside.</param>
    /// <param name="y">First row in level-0 pixels; may lie outside.</param>
    /// <param name="level">Index into the pyramid.</param>
    /// <param name="width">Columns to read, in pixels of that level.</param>
    /// <param name="height">Rows to read, in pixels of that level.</param>
    /// <exception cref="Errors.DataFormatException">The file is damaged or truncated there.</exception>
    RgbImage Read(long x, long y, int level, int width, int height);
}
