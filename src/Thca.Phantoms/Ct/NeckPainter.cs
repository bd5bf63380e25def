using Thca.Core.Volumes;
using Thca.Phantoms.Shapes;

namespace Thca.Phantoms.Ct;

/// <summary>Paints the neck from outside in: body, spine, vessels, gland, clavicles, airway, lesion.</summary>
internal static class NeckPainter
{
    private const int Vertebrae = 4;
    private const double VertebraPitch = 20;

    public static void Paint(LabelPainter painter, NeckCtOptions options, NeckAnatomy anatomy)
    {
        IShape body = PaintBody(painter, options, anatomy);
        PaintSpine(painter);
        float gland = Tissues.Thyroid + anatomy.GlandEnhancement;
        foreach (int side in (ReadOnlySpan<int>)[-1, 1])
        {
            PaintCarotid(painter, anatomy, side);
            double scale = side > 0 ? anatomy.LobeScaleLeft : anatomy.LobeScaleRight;
            var lobe = new Ellipsoid(side * 14 + anatomy.GlandX, -12 + anatomy.GlandY, 5 + anatomy.GlandZ, 8 * scale, 9 * scale, 22 * scale);
            painter.Paint(lobe, gland, AnatomicalLabel.Thyroid, body);
            painter.Paint(
                new Capsule(side * 8, -30, -36, side * 42, -20, -28, 6),
                Tissues.Clavicle,
                side > 0 ? AnatomicalLabel.LeftClavicle : AnatomicalLabel.RightClavicle,
                body);
        }

        var isthmus = new Box(
            -14 + anatomy.GlandX, 14 + anatomy.GlandX, -24 + anatomy.GlandY, -18 + anatomy.GlandY, -7 + anatomy.GlandZ, 7 + anatomy.GlandZ);
        painter.Paint(isthmus, gland, AnatomicalLabel.Thyroid, body);
        painter.Paint(new EllipticCylinder(0, -11, 8, 7), Tissues.TracheaLumen, AnatomicalLabel.Trachea);
        painter.Paint(anatomy.Lesion, gland + (float)options.LesionContrast, AnatomicalLabel.Lesion, body, protect: AnatomicalLabel.Trachea);
    }

    private static EllipticCylinder PaintBody(LabelPainter painter, NeckCtOptions options, NeckAnatomy anatomy)
    {
        double a = 45 * anatomy.BodyScale, b = 42 * anatomy.BodyScale;
        var body = new EllipticCylinder(0, 0, a, b);
        painter.Fill(Tissues.Air);
        if (options.BodyLayers)
        {
            painter.Paint(body, Tissues.Skin);
            painter.Paint(new EllipticCylinder(0, 0, a - 2, b - 2), Tissues.Fat);
            painter.Paint(new EllipticCylinder(0, 0, a - 5, b - 5), Tissues.Muscle);
        }
        else
        {
            painter.Paint(body, Tissues.Muscle);
        }

        return body;
    }

    private static void PaintSpine(LabelPainter painter)
    {
        painter.Paint(new EllipticCylinder(0, 18, 13, 10), Tissues.Disc);
        for (int s = 0; s < Vertebrae; s++)
        {
            double floor = -40 + VertebraPitch * s;
            painter.Paint(new EllipticCylinder(0, 18, 13, 10, floor + 1.5, floor + 18.5), Tissues.Vertebra, (AnatomicalLabel)((int)AnatomicalLabel.VertebraT1 - s));
        }
    }

    private static void PaintCarotid(LabelPainter painter, NeckAnatomy anatomy, int side)
    {
        double radius = 5 * anatomy.CarotidScale;
        var vessel = new EllipticCylinder(side * (26 + anatomy.CarotidX), -2 + anatomy.CarotidY, radius, radius);
        painter.Paint(vessel, Tissues.Carotid + anatomy.VesselEnhancement, side > 0 ? AnatomicalLabel.LeftCommonCarotid : AnatomicalLabel.RightCommonCarotid);
    }
}
