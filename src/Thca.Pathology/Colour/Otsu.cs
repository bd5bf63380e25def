namespace Thca.Pathology.Colour;

/// <summary>Otsu's threshold of 8-bit values.</summary>
public static class Otsu
{
    /// <summary>The value that separates a histogram with the largest variance between the two classes (at most, above); the first of equals.</summary>
    /// <param name="histogram">Counts of the values 0 to 255.</param>
    /// <returns>0 to 255; 0 for an empty histogram.</returns>
    public static int Threshold(ReadOnlySpan<long> histogram)
    {
        double total = 0, sum = 0;
        for (int i = 0; i < histogram.Length; i++)
        {
            total += histogram[i];
            sum += (double)i * histogram[i];
        }

        double below = 0, sumBelow = 0, best = -1;
        int threshold = 0;
        for (int i = 0; i < histogram.Length; i++)
        {
            below += histogram[i];
            sumBelow += (double)i * histogram[i];
            if (below == 0 || below == total) continue;
            double difference = sumBelow / below - (sum - sumBelow) / (total - below), between = below * (total - below) * difference * difference;
            if (between > best * (1 + 1e-12)) (best, threshold) = (between, i);
        }

        return threshold;
    }
}
