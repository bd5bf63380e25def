using System.Collections.Concurrent;
using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Pathology.Detection.Tiling;
using Thca.Pathology.Slides;

namespace Thca.Pathology.Detection;

/// <summary>Reads windows of a slide on the detector's grid for several workers; each borrows a reader of its own.</summary>
internal sealed class WindowReader : IDisposable
{
    private readonly SlideToDetect _slide;
    private readonly ConcurrentBag<ISlideReader> _idle = [];

    public WindowReader(SlideToDetect slide)
    {
        _slide = slide;
        ISlideReader first = slide.Open();
        _idle.Add(first);
        Properties = first.Properties;
        SlideChecks.RequireResolution(Properties, slide.Slide.Value);
        Grid = GridTransform.Of(Properties);
        (Width, Height) = TargetResolution.Size(Properties, GridTransform.GridMpp);
    }

    public SlideProperties Properties { get; }

    public GridTransform Grid { get; }

    /// <summary>Columns of the slide on the grid.</summary>
    public int Width { get; }

    /// <summary>Rows of the slide on the grid.</summary>
    public int Height { get; }

    /// <summary>A window with context around the part that is answered for, in the target's colours.</summary>
    public DetectionWindow Read(PixelBox answer, int context, CancellationToken ct)
    {
        ISlideReader reader = _idle.TryTake(out ISlideReader? idle) ? idle : _slide.Open();
        long x = answer.X0 - context, y = answer.Y0 - context;
        RgbImage image;
        try
        {
            image = TargetResolution.Read(reader, GridTransform.GridMpp, x, y, answer.Width + 2 * context, answer.Height + 2 * context, ct);
        }
        finally
        {
            _idle.Add(reader);
        }

        if (_slide.Normalizer is not null) image = _slide.Normalizer.Normalize(image);
        return new DetectionWindow(_slide.Slide, image, x, y, context) { IsWanted = part => IsWanted(part, x, y) };
    }

    public void Dispose()
    {
        while (_idle.TryTake(out ISlideReader? reader)) reader.Dispose();
    }

    /// <summary>Whether a part of a window lies on the slide and within a margin of the wanted area.</summary>
    private bool IsWanted(PixelBox part, long x, long y)
    {
        var box = new PixelBox((int)(part.X0 + x), (int)(part.Y0 + y), (int)(part.X1 + x), (int)(part.Y1 + y));
        if (box.X1 <= 0 || box.Y1 <= 0 || box.X0 >= Width || box.Y0 >= Height) return false;
        var grown = new PixelBox(
            Math.Max(0, box.X0 - CoreGrid.Margin), Math.Max(0, box.Y0 - CoreGrid.Margin), Math.Min(Width, box.X1 + CoreGrid.Margin), Math.Min(Height, box.Y1 + CoreGrid.Margin));
        return _slide.Area.ShareOf(Grid.ToLevel(grown)) > 0;
    }
}
