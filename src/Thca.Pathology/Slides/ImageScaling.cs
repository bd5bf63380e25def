using Thca.Core.Histology;

namespace Thca.Pathology.Slides;

/// <summary>Scales colour images: area averaging when shrinking, bicubic (a = -0.75) when enlarging, pixel centres aligned, 8 bits rounded.</summary>
public static class ImageScaling
{
    /// <summary>Scales an image to a size.</summary>
    /// <param name="image">The image.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    public static RgbImage Resize(RgbImage image, int width, int height)
    {
        var horizontal = new ScalingTaps((double)image.Width / width, 0, width);
        var vertical = new ScalingTaps((double)image.Height / height, 0, height);
        var pixels = new byte[checked(3 * width * height)];
        Apply(Padded(image, horizontal, vertical), horizontal, vertical, pixels);
        return new RgbImage(width, height, pixels);
    }

    /// <summary>Scales a source that holds exactly the pixels the taps name.</summary>
    internal static void Apply(RgbImage source, ScalingTaps horizontal, ScalingTaps vertical, Span<byte> target)
    {
        int width = horizontal.Count, stride = 3 * source.Width;
        var line = new float[stride];
        var row = new float[3 * width];
        for (int y = 0; y < vertical.Count; y++)
        {
            Array.Clear(line);
            ReadOnlySpan<float> down = vertical.Weights(y);
            for (int k = 0; k < down.Length; k++)
            {
                ReadOnlySpan<byte> from = source.Row(vertical.First(y) + k);
                float weight = down[k];
                for (int i = 0; i < line.Length; i++) line[i] += weight * from[i];
            }

            Array.Clear(row);
            for (int x = 0; x < width; x++)
            {
                ReadOnlySpan<float> across = horizontal.Weights(x);
                int at = 3 * horizontal.First(x);
                float r = 0, g = 0, b = 0;
                foreach (float w in across)
                {
                    r += w * line[at];
                    g += w * line[at + 1];
                    b += w * line[at + 2];
                    at += 3;
                }

                (row[3 * x], row[3 * x + 1], row[3 * x + 2]) = (r, g, b);
            }

            Span<byte> to = target.Slice(3 * y * width, 3 * width);
            for (int i = 0; i < to.Length; i++) to[i] = (byte)Math.Clamp(MathF.Round(row[i]), 0, 255);
        }
    }

    /// <summary>The image with its border repeated as far as the kernels reach.</summary>
    private static RgbImage Padded(RgbImage image, ScalingTaps horizontal, ScalingTaps vertical)
    {
        if (horizontal.Start == 0 && vertical.Start == 0 && horizontal.Length == image.Width && vertical.Length == image.Height) return image;
        var pixels = new byte[3 * horizontal.Length * vertical.Length];
        for (int y = 0; y < vertical.Length; y++)
        {
            ReadOnlySpan<byte> row = image.Row((int)Math.Clamp(y + vertical.Start, 0, image.Height - 1));
            for (int x = 0; x < horizontal.Length; x++)
                row.Slice(3 * (int)Math.Clamp(x + horizontal.Start, 0, image.Width - 1), 3).CopyTo(pixels.AsSpan(3 * (y * horizontal.Length + x)));
        }

        return new RgbImage(horizontal.Length, vertical.Length, pixels);
    }
}
