using Thca.Core.Histology;

namespace Thca.Pathology.Detection.Instances;

/// <summary>Describes each nucleus of an instance map: box, outline, centroid, area, class by vote.</summary>
public static class InstanceTable
{
    private const int TypeCount = 6;
    private const int FewestPoints = 3;
    private const double Smoothing = 1e-6;

    /// <summary>Describes the nuclei, in ascending order of their labels; those whose outline has fewer than three points (lines, single pixels) are left out.</summary>
    /// <param name="instances">Which nucleus owns which pixel.</param>
    /// <param name="types">Class of each pixel, 0 to 5; empty for none: then every nucleus is background and has no votes.</param>
    /// <param name="probability">Nuclear probability of each pixel; empty for none.</param>
    /// <param name="ct">Cancels between nuclei.</param>
    /// <returns>Nuclei with coordinates in pixels of the map, numbered from 0. Flags say which touch its border.</returns>
    /// <exception cref="ArgumentException">A map has another number of pixels, or a class is above 5.</exception>
    public static IReadOnlyList<Nucleus> Describe(InstanceMap instances, ReadOnlySpan<byte> types = default, ReadOnlySpan<float> probability = default, CancellationToken ct = default)
    {
        int pixels = instances.Labels.Length;
        if ((types.Length != 0 && types.Length != pixels) || (probability.Length != 0 && probability.Length != pixels))
            throw new ArgumentException(FormattableString.Invariant($"The maps have {types.Length} classes and {probability.Length} probabilities for {pixels} pixels."), nameof(types));
        if (types.Length > 0 && types.IndexOfAnyInRange((byte)TypeCount, byte.MaxValue) is >= 0 and int bad)
            throw new ArgumentException(FormattableString.Invariant($"Pixel {bad} has class {types[bad]}; classes are 0 to {TypeCount - 1}."), nameof(types));
        Sums[] sums = Collect(instances, types, probability);
        List<Nucleus> nuclei = [];
        for (int label = 1; label < sums.Length; label++)
        {
            if ((label & 0x3FF) == 0) ct.ThrowIfCancellationRequested();
            Sums sum = sums[label];
            if (sum.Area == 0) continue;
            var box = new PixelBox(sum.X0, sum.Y0, sum.X1 + 1, sum.Y1 + 1);
            List<PixelPoint> contour = ContourTracing.Outline(instances.Labels, instances.Width, label, box);
            if (contour.Count < FewestPoints) continue;
            int[] votes = types.IsEmpty ? [] : sum.Votes;
            (int type, double share) = Elect(votes, sum.Area);
            nuclei.Add(new Nucleus
            {
                Id = nuclei.Count,
                Box = box,
                CentroidX = (double)sum.SumX / sum.Area,
                CentroidY = (double)sum.SumY / sum.Area,
                Contour = contour,
                AreaPixels = sum.Area,
                Type = (NucleusType)type,
                Probability = share,
                Votes = votes,
                MeanNuclearProbability = probability.IsEmpty ? double.NaN : sum.Probability / sum.Area,
                Flags = box.X0 == 0 || box.Y0 == 0 || box.X1 == instances.Width || box.Y1 == instances.Height ? NucleusFlags.TouchesBorder : NucleusFlags.None,
            });
        }

        return nuclei;
    }

    /// <summary>The most frequent class (the smaller on a tie); if that is background and another occurs, the second most frequent. And its share of the area.</summary>
    /// <param name="votes">Pixels per class, background first; empty for none.</param>
    /// <param name="area">Pixels in all.</param>
    public static (int Type, double Share) Elect(ReadOnlySpan<int> votes, int area)
    {
        if (votes.IsEmpty) return (0, double.NaN);
        int best = 0, second = 0;
        for (int t = 1; t < votes.Length; t++)
        {
            if (votes[t] > votes[best]) best = t;
            if (votes[t] > 0 && (second == 0 || votes[t] > votes[second])) second = t;
        }

        if (best == 0) best = second;
        return (best, votes[best] / (area + Smoothing));
    }

    private static Sums[] Collect(InstanceMap instances, ReadOnlySpan<byte> types, ReadOnlySpan<float> probability)
    {
        var sums = new Sums[instances.Count + 1];
        for (int y = 0, i = 0; y < instances.Height; y++)
        {
            for (int x = 0; x < instances.Width; x++, i++)
            {
                int label = instances.Labels[i];
                if (label <= 0) continue;
                Sums sum = sums[label] ??= new Sums(x, y);
                sum.Area++;
                sum.SumX += x;
                sum.SumY += y;
                if (x < sum.X0) sum.X0 = x;
                if (x > sum.X1) sum.X1 = x;
                sum.Y1 = y;
                if (!types.IsEmpty) sum.Votes[types[i]]++;
                if (!probability.IsEmpty) sum.Probability += probability[i];
            }
        }

        for (int label = 0; label < sums.Length; label++) sums[label] ??= new Sums(0, 0);
        return sums;
    }

    private sealed class Sums(int x, int y)
    {
        public int Area { get; set; }

        public long SumX { get; set; }

        public long SumY { get; set; }

        public int X0 { get; set; } = x;

        public int Y0 { get; } = y;

        public int X1 { get; set; } = x;

        public int Y1 { get; set; } = y;

        public double Probability { get; set; }

        public int[] Votes { get; } = new int[TypeCount];
    }
}
