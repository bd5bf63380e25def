using Thca.Core.Histology;

namespace Thca.Pathology.Detection.Instances;

/// <summary>
/// Follows the outer border of a labelled region (Suzuki and Abe, 1985): from its topmost-leftmost pixel downwards, counter-clockwise on screen,
/// 8-connected; only points where the direction changes are kept.
/// </summary>
internal static class ContourTracing
{
    private static readonly (int X, int Y)[] Directions = [(1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1)];

    /// <summary>The border of the pixels with a label.</summary>
    /// <param name="labels">Labels, row by row.</param>
    /// <param name="width">Labels per row.</param>
    /// <param name="label">The region.</param>
    /// <param name="box">Its tight box.</param>
    public static List<PixelPoint> Outline(ReadOnlySpan<int> labels, int width, int label, PixelBox box)
    {
        int startX = box.X0 + labels.Slice(box.Y0 * width + box.X0, box.Width).IndexOf(label), startY = box.Y0;
        int direction = 4;
        do
        {
            direction = (direction - 1) & 7;
        }
        while (direction != 4 && !Has(labels, width, label, box, startX + Directions[direction].X, startY + Directions[direction].Y));
        if (!Has(labels, width, label, box, startX + Directions[direction].X, startY + Directions[direction].Y)) return [new PixelPoint(startX, startY)];
        int lastX = startX + Directions[direction].X, lastY = startY + Directions[direction].Y;
        List<PixelPoint> points = [];
        int x = startX, y = startY, incoming = direction ^ 4;
        while (true)
        {
            int nextX, nextY;
            do
            {
                direction = (direction + 1) & 7;
                (nextX, nextY) = (x + Directions[direction].X, y + Directions[direction].Y);
            }
            while (!Has(labels, width, label, box, nextX, nextY));
            if (direction != incoming) points.Add(new PixelPoint(x, y));
            incoming = direction;
            if (nextX == startX && nextY == startY && x == lastX && y == lastY) return points;
            (x, y) = (nextX, nextY);
            direction = (direction + 4) & 7;
        }
    }

    private static bool Has(ReadOnlySpan<int> labels, int width, int label, PixelBox box, int x, int y) =>
        x >= box.X0 && x < box.X1 && y >= box.Y0 && y < box.Y1 && labels[y * width + x] == label;
}
