using Thca.Core.Histology;
using Thca.Core.Volumes;
using Thca.Imaging.Labelling;
using Thca.Pathology.Colour;

namespace Thca.Pathology.Tissue;

/// <summary>The two tissue masks of TIAToolbox, for comparison with that library. 1 in tissue, row by row.</summary>
public static class ToolboxMasks
{
    /// <summary>Grey below Otsu's threshold.</summary>
    /// <param name="thumbnail">A thumbnail of the slide.</param>
    public static byte[] Otsu(RgbImage thumbnail)
    {
        byte[] grey = ColourConversion.Grey(thumbnail);
        var histogram = new long[256];
        foreach (byte g in grey) histogram[g]++;
        int threshold = Colour.Otsu.Threshold(histogram);
        return Array.ConvertAll(grey, g => g < threshold ? (byte)1 : (byte)0);
    }

    /// <summary>Otsu's mask without 8-connected components smaller than an elliptic element of round(32 / mpp) pixels, then dilated by it.</summary>
    /// <param name="thumbnail">A thumbnail of the slide.</param>
    /// <param name="mpp">Its resolution, µm per pixel.</param>
    public static byte[] Morphological(RgbImage thumbnail, double mpp)
    {
        int side = Math.Max(1, (int)Math.Round(32 / mpp));
        int[] halfWidths = Ellipse(side);
        // The anchor is not the middle of an even side: one pixel less lies beyond it, to the right and below.
        int anchor = side / 2, beyond = side - 1 - anchor, elementArea = 0;
        foreach (int half in halfWidths) elementArea += half < 0 ? 0 : half + Math.Min(half, beyond) + 1;
        Mask mask = PlaneMorphology.Wrap(Otsu(thumbnail), thumbnail.Width, thumbnail.Height, 1, 1);
        ComponentLabels components = ConnectedComponents.Label(mask);
        ReadOnlySpan<int> labels = components.Labels.Labels;
        var result = new byte[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == 0 || components.Sizes[labels[i] - 1] < elementArea) continue;
            int x = i % thumbnail.Width, y = i / thumbnail.Width;
            for (int j = 0; j < side; j++)
            {
                int row = y + anchor - j;
                if (row < 0 || row >= thumbnail.Height || halfWidths[j] < 0) continue;
                int from = Math.Max(0, x - Math.Min(halfWidths[j], beyond)), to = Math.Min(thumbnail.Width - 1, x + halfWidths[j]);
                result.AsSpan(row * thumbnail.Width + from, to - from + 1).Fill(1);
            }
        }

        return result;
    }

    /// <summary>Half-widths of the rows of OpenCV's elliptic element.</summary>
    private static int[] Ellipse(int side)
    {
        int r = side / 2;
        double inverse = r > 0 ? 1.0 / ((double)r * r) : 0;
        return [.. Enumerable.Range(0, side).Select(i => Math.Abs(i - r) <= r ? (int)Math.Round(r * Math.Sqrt((r * r - (i - r) * (i - r)) * inverse)) : -1)];
    }
}
