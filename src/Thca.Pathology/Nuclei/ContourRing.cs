using Thca.Core.Histology;

namespace Thca.Pathology.Nuclei;

/// <summary>Outlines as valid polygon rings: where an outline meets itself it is split, and the largest part is kept.</summary>
internal static class ContourRing
{
    /// <summary>The largest part of an outline that does not touch itself.</summary>
    /// <param name="contour">The outline, not closed.</param>
    /// <param name="repaired">Whether something was cut off.</param>
    /// <returns>The ring, not closed; null when no part has an area.</returns>
    public static IReadOnlyList<PixelPoint>? Simple(IReadOnlyList<PixelPoint> contour, out bool repaired)
    {
        List<PixelPoint> path = Expand(contour);
        var stack = new List<PixelPoint>(path.Count);
        var position = new Dictionary<PixelPoint, int>(path.Count);
        List<PixelPoint>? best = null;
        double bestArea = 0;
        int parts = 0;
        foreach (PixelPoint point in path)
        {
            if (position.TryGetValue(point, out int at))
            {
                Consider(stack[at..]);
                for (int i = stack.Count - 1; i > at; i--) position.Remove(stack[i]);
                stack.RemoveRange(at + 1, stack.Count - at - 1);
                parts++;
            }
            else
            {
                position[point] = stack.Count;
                stack.Add(point);
            }
        }

        Consider(stack);
        repaired = parts > 0;
        return best is null ? null : Compress(best);

        void Consider(List<PixelPoint> loop)
        {
            double area = Math.Abs(TwiceArea(loop));
            if (area > bestArea) (best, bestArea) = ([.. loop], area);
        }
    }

    /// <summary>Twice the signed area of a polygon, positive when it runs clockwise on screen.</summary>
    public static double TwiceArea(IReadOnlyList<PixelPoint> ring)
    {
        double sum = 0;
        for (int i = 0; i < ring.Count; i++)
        {
            PixelPoint a = ring[i], b = ring[(i + 1) % ring.Count];
            sum += (double)a.X * b.Y - (double)b.X * a.Y;
        }

        return sum;
    }

    // All lattice points on horizontal, vertical and diagonal runs; other edges of foreign outlines keep their ends only.
    private static List<PixelPoint> Expand(IReadOnlyList<PixelPoint> contour)
    {
        List<PixelPoint> path = [];
        for (int i = 0; i < contour.Count; i++)
        {
            PixelPoint a = contour[i], b = contour[(i + 1) % contour.Count];
            int dx = b.X - a.X, dy = b.Y - a.Y, steps = Math.Max(Math.Abs(dx), Math.Abs(dy));
            if (steps == 0) continue;
            bool straight = dx == 0 || dy == 0 || Math.Abs(dx) == Math.Abs(dy);
            for (int s = 0; s < (straight ? steps : 1); s++) path.Add(new PixelPoint(a.X + Math.Sign(dx) * s, a.Y + Math.Sign(dy) * s));
        }

        return path;
    }

    private static List<PixelPoint> Compress(List<PixelPoint> ring)
    {
        List<PixelPoint> corners = [];
        for (int i = 0; i < ring.Count; i++)
        {
            PixelPoint before = ring[(i + ring.Count - 1) % ring.Count], here = ring[i], after = ring[(i + 1) % ring.Count];
            long cross = ((long)here.X - before.X) * ((long)after.Y - here.Y) - ((long)here.Y - before.Y) * ((long)after.X - here.X);
            if (cross != 0) corners.Add(here);
        }

        return corners;
    }
}
