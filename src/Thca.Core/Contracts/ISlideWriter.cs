using Thca.Core.Histology;

namespace Thca.Core.Contracts;

/// <summary>Writes a slide from pieces that are made when they are needed, so that it never has to fit into memory.</summary>
public interface ISlideWriter
{
    /// <summary>Writes one slide with its pyramid; an existing file is replaced only when the new one is complete.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="width">Level-0 columns.</param>
    /// <param name="height">Level-0 rows.</param>
    /// <param name="mpp">Micrometres per level-0 pixel, stored as the file's resolution.</param>
    /// <param name="region">Gives the pixels of a level-0 rectangle inside the slide; called in any order, once per rectangle.</param>
    /// <param name="ct">Cancels between pieces.</param>
    void Write(string path, int width, int height, double mpp, Func<PixelBox, RgbImage> region, CancellationToken ct = default);
}
