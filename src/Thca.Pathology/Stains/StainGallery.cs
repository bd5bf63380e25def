using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Pathology.Slides;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;

namespace Thca.Pathology.Stains;

/// <summary>Pieces of a slide before and after normalisation, for people to look at.</summary>
public static class StainGallery
{
    private const int Side = 256;
    private const int Pieces = 3;
    private const int Gap = 6;

    /// <summary>A picture of up to three pieces of tissue, left before and right after.</summary>
    /// <param name="slide">The slide; its resolution must be known.</param>
    /// <param name="mask">Its tissue.</param>
    /// <param name="normalizer">What is applied.</param>
    /// <param name="ct">Cancels between pieces.</param>
    public static RgbImage Of(ISlideReader slide, TissueMask mask, IStainNormalizer normalizer, CancellationToken ct = default)
    {
        int[] tissue = [.. Enumerable.Range(0, mask.Labels.Length).Where(i => mask.Labels[i] > 0)];
        RgbImage picture = RgbImage.White(2 * Side + Gap, Pieces * (Side + Gap) - Gap);
        for (int n = 0; n < Pieces && tissue.Length > 0; n++)
        {
            int at = tissue[(int)((n + 0.5) / Pieces * tissue.Length)];
            int x = (int)((at % mask.Width + 0.5) * mask.MppX / TilingOptions.Mpp) - Side / 2, y = (int)((at / mask.Width + 0.5) * mask.MppY / TilingOptions.Mpp) - Side / 2;
            RgbImage before = TargetResolution.Read(slide, TilingOptions.Mpp, x, y, Side, Side, ct), after = normalizer.Normalize(before);
            for (int row = 0; row < Side; row++)
            {
                int start = 3 * (n * (Side + Gap) + row) * picture.Width;
                before.Row(row).CopyTo(picture.Pixels.AsSpan(start));
                after.Row(row).CopyTo(picture.Pixels.AsSpan(start + 3 * (Side + Gap)));
            }
        }

        return picture;
    }
}
