using Thca.Core.Histology;

namespace Thca.Phantoms.Histology;

/// <summary>One nucleus of a synthetic slide, as it truly is.</summary>
public sealed class NucleusTruth
{
    internal NucleusTruth(int id, NuclearPopulation population, NucleusShape shape, PixelBox box, bool[] mask)
    {
        (Id, Population, Shape, Box, Mask) = (id, population, shape, box, mask);
        long sumX = 0, sumY = 0;
        for (int i = 0; i < mask.Length; i++)
        {
            if (!mask[i]) continue;
            Area++;
            sumX += i % box.Width;
            sumY += i / box.Width;
        }

        CentroidX = box.X0 + (double)sumX / Area;
        CentroidY = box.Y0 + (double)sumY / Area;
    }

    /// <summary>Number, unique within the slide, from 1; the value of its pixels in instance maps.</summary>
    public int Id { get; }

    /// <summary>Its type.</summary>
    public NucleusType Type => Population.Type;

    /// <summary>The tight box around its visible pixels, in pixels of the slide.</summary>
    public PixelBox Box { get; }

    /// <summary>Which pixels of <see cref="Box"/> it owns, row by row. Where nuclei overlap the earlier one owns the pixel.</summary>
    public IReadOnlyList<bool> Pixels => Mask;

    /// <summary>Number of its pixels.</summary>
    public int Area { get; }

    /// <summary>Mean column of its pixels.</summary>
    public double CentroidX { get; }

    /// <summary>Mean row of its pixels.</summary>
    public double CentroidY { get; }

    /// <summary>Larger radius of the ellipse it was made from, in pixels.</summary>
    public double Radius => Shape.Radius;

    /// <summary>Its haematoxylin concentration before texture and rim.</summary>
    public double Level => Shape.Level;

    internal NuclearPopulation Population { get; }

    internal NucleusShape Shape { get; }

    internal bool[] Mask { get; }

    internal bool Owns(int x, int y) =>
        x >= Box.X0 && x < Box.X1 && y >= Box.Y0 && y < Box.Y1 && Mask[(y - Box.Y0) * Box.Width + x - Box.X0];
}
