using Thca.Pathology.Detection.Instances;

namespace Thca.Pathology.HoverNet.Metrics;

/// <summary>Which true and predicted instances overlap, and by how much; instances are numbered 1..n.</summary>
internal sealed class InstanceOverlap
{
    public InstanceOverlap(InstanceMap truth, InstanceMap prediction)
    {
        if (truth.Width != prediction.Width || truth.Height != prediction.Height)
            throw new ArgumentException(FormattableString.Invariant($"The truth has {truth.Width} x {truth.Height} pixels, the prediction {prediction.Width} x {prediction.Height}."), nameof(prediction));
        int[] a = InstanceMap.Renumbered(truth.Width, truth.Height, truth.Labels).Labels, b = InstanceMap.Renumbered(truth.Width, truth.Height, prediction.Labels).Labels;
        TrueAreas = new long[a.Max() + 1];
        PredictedAreas = new long[b.Max() + 1];
        var pairs = new Dictionary<(int True, int Predicted), long>();
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] > 0) TrueAreas[a[i]]++;
            if (b[i] > 0) PredictedAreas[b[i]]++;
            if (a[i] > 0 && b[i] > 0) pairs[(a[i], b[i])] = pairs.GetValueOrDefault((a[i], b[i])) + 1;
        }

        Pairs = [.. pairs.OrderBy(p => p.Key).Select(p => (p.Key.True, p.Key.Predicted, p.Value))];
    }

    /// <summary>Pixels of each true instance; entry 0 is unused.</summary>
    public long[] TrueAreas { get; }

    /// <summary>Pixels of each predicted instance; entry 0 is unused.</summary>
    public long[] PredictedAreas { get; }

    /// <summary>Overlapping pairs with their common pixels, ordered by true then predicted.</summary>
    public IReadOnlyList<(int True, int Predicted, long Common)> Pairs { get; }

    public int TrueCount => TrueAreas.Length - 1;

    public int PredictedCount => PredictedAreas.Length - 1;

    public long Union(int trueInstance, int predicted, long common) => TrueAreas[trueInstance] + PredictedAreas[predicted] - common;
}
