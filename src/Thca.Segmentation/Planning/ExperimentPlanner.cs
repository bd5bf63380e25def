using Thca.Segmentation.Datasets;
using Thca.Statistics.Summaries;

namespace Thca.Segmentation.Planning;

/// <summary>
/// nnU-Net's standard planning: voxel size, axis order, patch, batch and topology of the configurations 2d, 3d_fullres and, for large images, 3d_lowres, from
/// the fingerprint alone. With gates the memory estimate counts their maps too.
/// </summary>
public static class ExperimentPlanner
{
    private const double Anisotropy = 3;
    private const double ReferenceGigabytes = 8;
    private const double Reference3D = 560_000_000;
    private const double Reference2D = 85_000_000;
    private const int ReferenceBatch3D = 2;
    private const int ReferenceBatch2D = 12;
    private const int MinimumBatch = 2;
    private const double LargestDatasetShare = 0.05;
    private const double LowResolutionTrigger = 0.25;
    private const double LowResolutionStep = 1.03;

    /// <summary>Plans a data set.</summary>
    /// <param name="fingerprint">Spacings, shapes and intensities.</param>
    /// <param name="dataset">Channels, labels and number of cases.</param>
    /// <param name="datasetName">Name of the data set's folder.</param>
    /// <param name="options">Default <see cref="PlannerOptions"/>.</param>
    /// <exception cref="Core.Errors.OptionsException">An option is outside its range.</exception>
    /// <exception cref="Core.Errors.DataFormatException">The fingerprint is not sound.</exception>
    public static PlansFile Plan(DatasetFingerprint fingerprint, DatasetJson dataset, string datasetName, PlannerOptions? options = null)
    {
        options ??= new PlannerOptions();
        options.Validate();
        fingerprint.Validate();
        double[] target = options.TargetSpacing is { } wanted ? [.. wanted] : TargetSpacing(fingerprint);
        int worst = Array.IndexOf(target, target.Max());
        int[] forward = [worst, .. Enumerable.Range(0, 3).Where(i => i != worst)];
        double[] spacing = [.. forward.Select(a => target[a])];
        double[][] shapes = [.. fingerprint.Spacings.Zip(fingerprint.ShapesAfterCrop, (s, shape) => (double[])[.. Enumerable.Range(0, 3).Select(a => Round(s[a] / target[a] * shape[a]))])];
        double[] median = [.. forward.Select(a => Quantiles.Of([.. shapes.Select(s => s[a])], 0.5))];
        var request = new Request(options, dataset.Labels.All.Count, dataset.NumTraining);
        var draft = new PlansDraft
        {
            DatasetName = datasetName,
            Options = options,
            TransposeForward = forward,
            Fingerprint = fingerprint,
            Channels = dataset.ChannelNames,
            ReaderWriter = dataset.ReaderWriter is null or "None" ? "SimpleITKIO" : dataset.ReaderWriter,
        };
        double all = Product(median) * dataset.NumTraining;
        draft.Configurations.Add(("2d", Configure(request, spacing[1..], median[1..], all), true));
        if (median[0] == 1) return draft.ToPlans();
        PlannedConfiguration full = Configure(request, spacing, median, all);
        PlannedConfiguration? low = LowResolution(request, full, median);
        if (low is not null) draft.Configurations.Add(("3d_lowres", low, false));
        draft.Configurations.Add(("3d_fullres", full, low is not null));
        return draft.ToPlans();
    }

    private static double[] TargetSpacing(DatasetFingerprint fingerprint)
    {
        double[] target = [.. Enumerable.Range(0, 3).Select(a => Quantiles.Of([.. fingerprint.Spacings.Select(s => s[a])], 0.5))];
        double[] size = [.. Enumerable.Range(0, 3).Select(a => Quantiles.Of([.. fingerprint.ShapesAfterCrop.Select(s => (double)s[a])], 0.5))];
        int worst = Array.IndexOf(target, target.Max());
        int[] others = [.. Enumerable.Range(0, 3).Where(a => a != worst)];
        double widest = others.Max(a => target[a]);
        if (!(target[worst] > Anisotropy * widest && size[worst] * Anisotropy < others.Min(a => size[a]))) return target;
        double fine = Quantiles.Of([.. fingerprint.Spacings.Select(s => s[worst])], 0.1);
        target[worst] = fine < widest ? Math.Max(widest, fine) + 1e-5 : fine;
        return target;
    }

    private static PlannedConfiguration? LowResolution(Request request, PlannedConfiguration full, double[] median)
    {
        double medianVoxels = Product(median), patchVoxels = Product(full.Topology.Patch), fullVoxels = medianVoxels;
        double[] spacing = [.. full.Spacing];
        PlannedConfiguration? low = null;
        while (patchVoxels / medianVoxels < LowResolutionTrigger)
        {
            double widest = spacing.Max();
            bool uneven = spacing.Any(s => widest / s > 2);
            spacing = [.. spacing.Select(s => !uneven || widest / s > 2 ? s * LowResolutionStep : s)];
            double[] shape = [.. median.Select((m, a) => full.Spacing[a] / spacing[a] * m)];
            medianVoxels = Product(shape);
            low = Configure(request, spacing, [.. shape.Select(Round)], medianVoxels * request.Cases);
            patchVoxels = Product(low.Topology.Patch);
        }

        return low is null || fullVoxels / medianVoxels < 2 ? null : low;
    }

    private static PlannedConfiguration Configure(Request request, double[] spacing, double[] medianShape, double datasetVoxels)
    {
        int axes = spacing.Length;
        (double reference, int referenceBatch, int most) = axes == 3
            ? (Reference3D, ReferenceBatch3D, request.Options.MaximumFeatures3D)
            : (Reference2D, ReferenceBatch2D, request.Options.MaximumFeatures2D);
        reference *= request.Options.MemoryGigabytes / ReferenceGigabytes;
        NetworkTopology topology = NetworkTopology.Plan(spacing, StartPatch(spacing, medianShape));
        int[] features = Features(topology.Stages, request.Options.BaseFeatures, most);
        double elements = Elements(request, topology, features);
        while (elements / referenceBatch * 2 > reference)
        {
            double[] patch = [.. topology.Patch.Select(p => (double)p)];
            int axis = LastLargest([.. patch.Select((p, d) => p / medianShape[d])]);
            double[] trial = [.. patch];
            trial[axis] -= topology.Divisor[axis];
            if (trial[axis] < 1) break;
            // The smaller patch may be divisible by less; taking off only that keeps sizes in between.
            patch[axis] -= NetworkTopology.Plan(spacing, trial).Divisor[axis];
            topology = NetworkTopology.Plan(spacing, patch);
            features = Features(topology.Stages, request.Options.BaseFeatures, most);
            elements = Elements(request, topology, features);
        }

        double batch = Round(reference / elements * referenceBatch), cap = Round(datasetVoxels * LargestDatasetShare / Product(topology.Patch));
        return new PlannedConfiguration(spacing, medianShape, topology, features, (int)Math.Max(Math.Min(batch, cap), MinimumBatch), (long)elements);
    }

    private static double[] StartPatch(double[] spacing, double[] medianShape)
    {
        double[] inverse = [.. spacing.Select(s => 1 / s)];
        double voxels = spacing.Length == 3 ? Math.Pow(256, 3) : Math.Pow(2048, 2);
        double scale = Math.Pow(voxels / Product(inverse), 1.0 / spacing.Length);
        return [.. inverse.Select((v, d) => Math.Min(Round(v * scale), medianShape[d]))];
    }

    private static double Elements(Request request, NetworkTopology topology, int[] features) => FeatureMapEstimate.Elements(
        topology.Patch, topology.Strides, features, PlansDraft.Convolutions, request.Classes, request.Options.Network != PlannedNetwork.Plain && !request.Options.BudgetLikePlain);

    private static int[] Features(int stages, int least, int most) => [.. Enumerable.Range(0, stages).Select(i => (int)Math.Min((long)least << Math.Min(i, 30), most))];

    private static int LastLargest(double[] values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] >= values[best]) best = i;
        }

        return best;
    }

    private static double Product(IEnumerable<double> values) => values.Aggregate(1.0, (a, b) => a * b);

    private static double Product(IEnumerable<int> values) => values.Aggregate(1.0, (a, b) => a * b);

    private static double Round(double value) => Math.Round(value, MidpointRounding.ToEven);

    private sealed record Request(PlannerOptions Options, int Classes, int Cases);
}
