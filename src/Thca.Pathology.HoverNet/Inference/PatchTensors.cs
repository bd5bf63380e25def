using Thca.Core.Histology;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Pathology.HoverNet.Inference;

/// <summary>Pictures as tensors.</summary>
internal static class PatchTensors
{
    /// <summary>A batch (n, 3, side, side) of single precision, 0 to 255, from square pieces of an image; white outside it.</summary>
    public static Tensor Batch(RgbImage image, ReadOnlySpan<PixelPoint> corners, int side, Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor bytes = empty([corners.Length, side, side, 3], ScalarType.Byte);
        Span<byte> target = bytes.bytes;
        for (int i = 0; i < corners.Length; i++) Copy(image, corners[i], side, target.Slice(3 * i * side * side, 3 * side * side));
        return bytes.to(device).permute(0, 3, 1, 2).to_type(ScalarType.Float32).contiguous().MoveToOuterDisposeScope();
    }

    private static void Copy(RgbImage image, PixelPoint corner, int side, Span<byte> target)
    {
        int from = Math.Clamp(-corner.X, 0, side), to = Math.Clamp(image.Width - corner.X, from, side);
        for (int y = 0; y < side; y++)
        {
            Span<byte> row = target.Slice(3 * y * side, 3 * side);
            int source = corner.Y + y;
            if (source < 0 || source >= image.Height || to == from)
            {
                row.Fill(byte.MaxValue);
                continue;
            }

            row[..(3 * from)].Fill(byte.MaxValue);
            image.Row(source).Slice(3 * (corner.X + from), 3 * (to - from)).CopyTo(row[(3 * from)..]);
            row[(3 * to)..].Fill(byte.MaxValue);
        }
    }
}
