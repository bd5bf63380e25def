using System.Collections.Concurrent;
using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Pathology.Slides;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;

namespace Thca.Pathology.Detection;

/// <summary>Reads windows of a slide on the detector's grid for several workers; each borrows a reader of its own.</summary>
internal sealed class WindowReader : IDisposable
{
    private readonly SlideToDetect _slide;
    private readonly ConcurrentBag<ISlideReader> _idle = [];

    public WindowReader(SlideToDetect slide, TilingOptions options)
    {
        _slide = slide;
        ISlideReader first = slide.Open();
        _idle.Add(first);
        Properties = first.Properties;
        SlideChecks.RequireResolution(Properties, slide.Slide.Value);
        Tiles = TileGrid.Create(Properties, slide.Tissue ?? Whole(Properties), options);
        Transform = GridTransform.Of(Properties);
    }

    public SlideProperties Properties { get; }

    /// <summary>The cores of the slide.</summary>
    public TileGrid Tiles { get; }

    public GridTransform Transform { get; }

    /// <summary>A window with context around the part that is answered for, in the target's colours.</summary>
    public DetectionWindow Read(PixelBox answer, int context, CancellationToken ct)
    {
        ISlideReader reader = _idle.TryTake(out ISlideReader? idle) ? idle : _slide.Open();
        long x = answer.X0 - context, y = answer.Y0 - context;
        RgbImage image;
        try
        {
            image = TargetResolution.Read(reader, TilingOptions.Mpp, x, y, answer.Width + 2 * context, answer.Height + 2 * context, ct);
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

    private static TissueMask Whole(SlideProperties slide) => new(
        1, 1, slide.Width * slide.MppX, slide.Height * slide.MppY, [1],
        [new TissueRegion(1, slide.Width * slide.MppX * slide.Height * slide.MppY * 1e-6, new PixelBox(0, 0, (int)slide.Width, (int)slide.Height))]);

    /// <summary>Whether a part of a window lies on the slide and near tissue.</summary>
    private bool IsWanted(PixelBox part, long x, long y)
    {
        var box = new PixelBox((int)(part.X0 + x), (int)(part.Y0 + y), (int)(part.X1 + x), (int)(part.Y1 + y));
        return box.X1 > 0 && box.Y1 > 0 && box.X0 < Tiles.Width && box.Y0 < Tiles.Height && Tiles.IsNearTissue(box);
    }
}
