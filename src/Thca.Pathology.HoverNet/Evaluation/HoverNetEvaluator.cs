using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Histology;
using Thca.Pathology.Detection.Instances;
using Thca.Pathology.HoverNet.Datasets;
using Thca.Pathology.HoverNet.Inference;
using Thca.Pathology.HoverNet.Metrics;
using Thca.Pathology.HoverNet.Training;

namespace Thca.Pathology.HoverNet.Evaluation;

/// <summary>Runs a detector over annotated samples and compares.</summary>
public static class HoverNetEvaluator
{
    private const int Types = DetectionCounts.TypeCount;

    /// <summary>Evaluates every sample; beyond its border a sample is mirrored.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="samples">Samples it was not trained on.</param>
    /// <param name="compute">Samples at once.</param>
    /// <param name="progress">Samples finished.</param>
    /// <param name="ct">Cancels between patches.</param>
    public static IReadOnlyList<EvaluatedSample> Run(
        HoverNetDetector detector, EvaluationFold<IReadOnlyList<NucleusSample>> samples, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        int done = 0;
        return OrderedParallel.Map(
            samples.Data.Count,
            i =>
            {
                NucleusSample sample = samples.Data[i];
                EvaluatedSample result = Compare(sample, detector.Predict(Window(sample, detector.Context), ct), ct);
                progress?.Report(new WorkProgress("evaluate", Interlocked.Increment(ref done), samples.Data.Count, sample.Name));
                return result;
            },
            compute,
            ct);
    }

    /// <summary>Compares the nuclei of predicted maps with a sample's truth.</summary>
    /// <exception cref="ArgumentException">The maps have another size than the sample.</exception>
    public static EvaluatedSample Compare(NucleusSample sample, NucleusMaps maps, CancellationToken ct = default)
    {
        int width = sample.Image.Width, height = sample.Image.Height;
        InstanceMap found = NucleusSegmentation.Segment(maps, ct), truth = InstanceMap.Renumbered(width, height, sample.Instances);
        int[] trueTypes = Majority(truth, sample.Types), foundTypes = Majority(found, maps.Types);
        double[] quality = [.. Enumerable.Range(1, Types - 1).Select(t => SegmentationMetrics.Score(Only(truth, trueTypes, t), Only(found, foundTypes, t)).PanopticQuality)];
        double[] present = [.. quality.Where((_, t) => trueTypes.Skip(1).Contains(t + 1))];
        return new EvaluatedSample(
            sample.Name, sample.Group, SegmentationMetrics.Score(truth, found), quality, DetectionMetrics.Count(Centroids(truth, trueTypes), Centroids(found, foundTypes)))
        {
            MeanTypeQuality = present.Length == 0 ? double.NaN : present.Average(),
            PixelDice = PixelDice(sample.Instances, maps.Probability),
        };
    }

    /// <summary>The whole sample as a window, mirrored at its border.</summary>
    internal static DetectionWindow Window(NucleusSample sample, int context)
    {
        int width = sample.Image.Width + 2 * context, height = sample.Image.Height + 2 * context;
        var pixels = new byte[3 * width * height];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = sample.Image.Row(SampleGeometry.Mirror(y - context, sample.Image.Height));
            for (int x = 0; x < width; x++) row.Slice(3 * SampleGeometry.Mirror(x - context, sample.Image.Width), 3).CopyTo(pixels.AsSpan(3 * (y * width + x)));
        }

        return new DetectionWindow(new SlideId(sample.Name), new RgbImage(width, height, pixels), -context, -context, context);
    }

    private static double PixelDice(int[] instances, float[] probability)
    {
        long both = 0, sum = 0;
        for (int i = 0; i < instances.Length; i++)
        {
            bool truth = instances[i] > 0, found = probability[i] >= 0.5f;
            if (truth && found) both++;
            sum += (truth ? 1 : 0) + (found ? 1 : 0);
        }

        return sum == 0 ? double.NaN : 2.0 * both / sum;
    }

    /// <summary>The class of each instance by vote, as in the instance table.</summary>
    private static int[] Majority(InstanceMap map, byte[] types)
    {
        var votes = new int[map.Count + 1][];
        for (int i = 0; i <= map.Count; i++) votes[i] = new int[Types];
        for (int i = 0; i < types.Length; i++) votes[map.Labels[i]][types[i]]++;
        return [.. votes.Select(v => InstanceTable.Elect(v, 1).Type)];
    }

    private static InstanceMap Only(InstanceMap map, int[] types, int type) =>
        InstanceMap.Renumbered(map.Width, map.Height, Array.ConvertAll(map.Labels, label => label > 0 && types[label] == type ? label : 0));

    private static List<TypedCentroid> Centroids(InstanceMap map, int[] types)
    {
        var sums = new (double X, double Y, int N)[map.Count + 1];
        for (int i = 0; i < map.Labels.Length; i++)
        {
            ref (double X, double Y, int N) sum = ref sums[map.Labels[i]];
            (sum.X, sum.Y, sum.N) = (sum.X + i % map.Width, sum.Y + i / map.Width, sum.N + 1);
        }

        return [.. Enumerable.Range(1, map.Count).Where(label => sums[label].N > 0).Select(label => new TypedCentroid(sums[label].X / sums[label].N, sums[label].Y / sums[label].N, types[label]))];
    }
}
