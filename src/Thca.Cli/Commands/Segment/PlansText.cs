using System.Globalization;
using Thca.Segmentation.Planning;

namespace Thca.Cli.Commands.Segment;

/// <summary>Plans in words.</summary>
internal static class PlansText
{
    public static IEnumerable<string> Summary(PlansFile plans)
    {
        IntensityProperties i = plans.Intensities[0];
        yield return $"{plans.PlansName} of {plans.DatasetName}: axes {string.Join(',', plans.TransposeForward)}, window {Text(i.Percentile005)} to {Text(i.Percentile995)}, mean {Text(i.Mean)}, standard deviation {Text(i.StandardDeviation)}.";
        foreach (string name in plans.Configurations)
        {
            ConfigurationPlan c = plans.Configuration(name);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: spacing {string.Join(" x ", c.Spacing.Select(Text))} mm, patch {string.Join(" x ", c.PatchSize)}, batch {c.BatchSize}, {c.Network.StageCount} stages, features {string.Join(' ', c.Network.FeaturesPerStage)}, {c.NetworkClassName[(c.NetworkClassName.LastIndexOf('.') + 1)..]}");
        }
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
