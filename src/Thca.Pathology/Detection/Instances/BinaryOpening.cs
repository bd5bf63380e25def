using System.Numerics.Tensors;

namespace Thca.Pathology.Detection.Instances;

/// <summary>Opening with the 5 x 5 ellipse (rows 00100, 11111, 11111, 11111, 00100) of a mask of 0 and 1; pixels outside the image are ignored.</summary>
internal static class BinaryOpening
{
    private const int Reach = 2;

    public static byte[] Open(ReadOnlySpan<byte> mask, int width, int height) => Pass(Pass(mask, width, height, erode: true), width, height, erode: false);

    /// <summary>The element is a 5 x 3 rectangle joined with a column of five.</summary>
    private static byte[] Pass(ReadOnlySpan<byte> mask, int width, int height, bool erode)
    {
        byte outside = erode ? (byte)1 : (byte)0;
        var rows = new byte[mask.Length];
        var padded = new byte[width + 2 * Reach];
        Array.Fill(padded, outside);
        for (int y = 0; y < height; y++)
        {
            mask.Slice(y * width, width).CopyTo(padded.AsSpan(Reach));
            Span<byte> row = rows.AsSpan(y * width, width);
            padded.AsSpan(0, width).CopyTo(row);
            for (int shift = 1; shift <= 2 * Reach; shift++) Combine(row, padded.AsSpan(shift, width), erode);
        }

        var result = new byte[mask.Length];
        for (int y = 0; y < height; y++)
        {
            Span<byte> row = result.AsSpan(y * width, width);
            rows.AsSpan(y * width, width).CopyTo(row);
            for (int step = 1; step <= Reach; step++)
            {
                ReadOnlySpan<byte> source = step == 1 ? rows : mask;
                if (y >= step) Combine(row, source.Slice((y - step) * width, width), erode);
                if (y + step < height) Combine(row, source.Slice((y + step) * width, width), erode);
            }
        }

        return result;
    }

    private static void Combine(Span<byte> target, ReadOnlySpan<byte> other, bool erode)
    {
        if (erode) TensorPrimitives.BitwiseAnd<byte>(target, other, target);
        else TensorPrimitives.BitwiseOr<byte>(target, other, target);
    }
}
