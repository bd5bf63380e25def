using Thca.Core.Geometry;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Planning;
using Thca.Torch;
using Thca.Torch.Weights;

namespace Thca.EndToEnd.Tests.Segment;

/// <summary>The folder of a training with random weights: what a prediction says does not matter, what it needs does.</summary>
internal static class UntrainedModel
{
    /// <summary>Writes plans, description and one checkpoint per fold.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="size">Voxels of the CTs that the plans are made for.</param>
    /// <param name="spacing">Their voxel size, mm.</param>
    /// <param name="target">Voxel size of the plans, z, y, x.</param>
    /// <param name="folds">Number of folds.</param>
    public static void Write(string folder, GridSize size, Spacing spacing, double[] target, int folds = 1)
    {
        var fingerprint = new DatasetFingerprint
        {
            Spacings = [[spacing.Z, spacing.Y, spacing.X]],
            ShapesAfterCrop = [[size.Z, size.Y, size.X]],
            Intensities = [new IntensityProperties(60, 60, 60, -100, 300, 240, -60)],
        };
        var dataset = DatasetJson.ForThyroid(1);
        PlansFile plans = ExperimentPlanner.Plan(
            fingerprint, dataset, "Dataset102_Tiny", new PlannerOptions { TargetSpacing = target, BaseFeatures = 4, MaximumFeatures3D = 8, MaximumFeatures2D = 8, MemoryGigabytes = 0.5 });
        plans.Write(Path.Combine(folder, "plans.json"));
        dataset.Write(Path.Combine(folder, DatasetJson.FileName));
        TorchRuntime.EnsureLoaded();
        for (int fold = 0; fold < folds; fold++)
        {
            using UNet network = UNet.Create(plans.Configuration("3d_fullres").NetworkFor(1, 12), fold);
            SafetensorsFile.Write(
                Path.Combine(folder, FormattableString.Invariant($"fold_{fold}"), "checkpoint_final.safetensors"),
                StateDict.Save(network),
                new Dictionary<string, string> { [StoredModel.ConfigurationKey] = "3d_fullres", [StoredModel.AxesKey] = "2", [StoredModel.SwapKey] = "true" });
        }
    }
}
