namespace Thca.Pathology.Detection.Instances;

/// <summary>What a network of the HoVer-Net kind says about an image, pixel by pixel, row by row; 13 bytes per pixel.</summary>
public sealed class NucleusMaps
{
    /// <summary>Empty maps: no nucleus anywhere.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public NucleusMaps(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        (Width, Height) = (width, height);
        int count = checked(width * height);
        (Probability, Horizontal, Vertical, Types) = (new float[count], new float[count], new float[count], new byte[count]);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Probability that the pixel belongs to a nucleus, 0..1.</summary>
    public float[] Probability { get; }

    /// <summary>Signed horizontal distance to the nucleus' centre, about -1 (left) to 1 (right).</summary>
    public float[] Horizontal { get; }

    /// <summary>Signed vertical distance to the nucleus' centre, about -1 (top) to 1 (bottom).</summary>
    public float[] Vertical { get; }

    /// <summary>Most likely class, 0 to 5; all 0 without typing.</summary>
    public byte[] Types { get; }
}
