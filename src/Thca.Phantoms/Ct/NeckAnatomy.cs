using Thca.Core.Randomness;
using Thca.Phantoms.Shapes;

namespace Thca.Phantoms.Ct;

/// <summary>One patient's geometry: where the gland and the lesion lie, how large and how enhanced they are.</summary>
internal sealed class NeckAnatomy
{
    private const double Shift = 1.5;
    private const double Growth = 0.06;
    private const double Enhancement = 10;

    public NeckAnatomy(NeckCtOptions options, RandomStream random)
    {
        double v = options.AnatomicalVariation;
        double Vary(double limit) => v * limit * (2 * random.NextDouble() - 1);
        BodyScale = 1 + Vary(Growth / 2);
        (GlandX, GlandY, GlandZ) = (Vary(Shift / 2), Vary(Shift / 2), Vary(Shift));
        (LobeScaleLeft, LobeScaleRight) = (1 + Vary(Growth), 1 + Vary(Growth));
        (CarotidX, CarotidY, CarotidScale) = (Vary(Shift), Vary(Shift), 1 + Vary(Growth));
        GlandEnhancement = (float)Vary(Enhancement);
        VesselEnhancement = (float)Vary(Enhancement);
        Lesion = LesionAt(options, Vary(Shift), Vary(Shift), Vary(Shift));
    }

    public double BodyScale { get; }

    public double GlandX { get; }

    public double GlandY { get; }

    public double GlandZ { get; }

    public double LobeScaleLeft { get; }

    public double LobeScaleRight { get; }

    public double CarotidX { get; }

    public double CarotidY { get; }

    public double CarotidScale { get; }

    public float GlandEnhancement { get; }

    public float VesselEnhancement { get; }

    public Ellipsoid Lesion { get; }

    /// <summary>The box that holds the lesion wherever variation may move it.</summary>
    public static Box LesionReach(NeckCtOptions options)
    {
        Box box = LesionAt(options, 0, 0, 0).Bounds;
        double s = Shift * options.AnatomicalVariation;
        return new Box(box.MinX - s, box.MaxX + s, box.MinY - s, box.MaxY + s, box.MinZ - s, box.MaxZ + s);
    }

    private static Ellipsoid LesionAt(NeckCtOptions options, double dx, double dy, double dz)
    {
        double scale = options.LesionDiameter / NeckCtOptions.BaseLesionDiameter;
        double side = options.Side == LesionSide.Left ? 1 : -1;
        return new Ellipsoid(side * 15 + dx, -13 + dy, 8 + dz, 6 * scale, 6 * scale, 9 * scale);
    }
}
