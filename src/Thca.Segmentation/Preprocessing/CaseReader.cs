using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Preprocessing;

/// <summary>Reads the files of a case and checks that they belong together. Safe for use by several threads.</summary>
public static class CaseReader
{
    /// <summary>Code of a case whose image is missing.</summary>
    public const string ImageMissing = "IMAGE_MISSING";

    /// <summary>Code of a case without label map.</summary>
    public const string LabelMissing = "LABEL_MISSING";

    /// <summary>Code of a case with another number of channels than its data set.</summary>
    public const string ChannelMismatch = "CHANNEL_MISMATCH";

    /// <summary>Reads a training case.</summary>
    /// <param name="item">Its files.</param>
    /// <param name="description">Channels and labels of the data set.</param>
    /// <param name="orientation">Orientation wanted.</param>
    /// <exception cref="ThcaException">A file is missing or damaged, the grids differ, voxels are not finite, or a label is not declared.</exception>
    public static SegmentationCase Read(DatasetCase item, DatasetJson description, ArrayOrientation orientation = ArrayOrientation.Lps)
    {
        if (item.Images.Count == 0) throw new ThcaException(ImageMissing, "The case has a label map but no image.", $"Add {DatasetFolder.Images}/{item.Id}_0000{description.FileEnding}, or remove the label map.");
        if (item.Label is null) throw new ThcaException(LabelMissing, "The case has an image but no label map.", $"Add {DatasetFolder.Labels}/{item.Id}{description.FileEnding}, or move the image to imagesTs.");
        Volume<float>[] channels = ReadChannels(item.Images, description.ChannelNames.Count);
        LabelMap labels = VolumeFile.ReadLabelMap(item.Label);
        EnsureSame(channels[0].Geometry, labels.Geometry, "the label map");
        var declared = new HashSet<int>(description.Labels.All.Select(l => l.Value));
        int[] unknown = [.. labels.DistinctLabels().Where(l => !declared.Contains(l))];
        if (unknown.Length > 0)
        {
            throw new ThcaException(
                LabelMapMerger.LabelUnknown,
                $"The label map holds {string.Join(", ", unknown.Take(10))}; {DatasetJson.FileName} declares {string.Join(", ", declared.Order())}.",
                "Correct the label map or declare the label.");
        }

        return SegmentationCase.Of(channels, labels, orientation);
    }

    /// <summary>Reads the channels of a case without labels.</summary>
    /// <param name="images">Image of every channel.</param>
    /// <param name="channels">Number of channels wanted.</param>
    /// <param name="orientation">Orientation wanted.</param>
    /// <exception cref="ThcaException">As for a training case.</exception>
    public static SegmentationCase Read(IReadOnlyList<string> images, int channels = 1, ArrayOrientation orientation = ArrayOrientation.Lps) =>
        SegmentationCase.Of(ReadChannels(images, channels), null, orientation);

    private static Volume<float>[] ReadChannels(IReadOnlyList<string> images, int wanted)
    {
        if (images.Count != wanted)
        {
            throw new ThcaException(
                ChannelMismatch,
                string.Create(CultureInfo.InvariantCulture, $"The case has {images.Count} channels; {wanted} are needed."),
                "Give one file per channel: CASE_0000, CASE_0001, …");
        }

        Volume<float>[] channels = [.. images.Select(path => VolumeFile.Read<float>(path))];
        foreach (Volume<float> channel in channels)
        {
            EnsureSame(channels[0].Geometry, channel.Geometry, "another channel");
            EnsureFinite(channel);
        }

        return channels;
    }

    private static void EnsureSame(ImageGeometry image, ImageGeometry other, string name)
    {
        Spacing a = image.Spacing, b = other.Spacing;
        bool spacing = Close(a.X, b.X) && Close(a.Y, b.Y) && Close(a.Z, b.Z);
        if (spacing && GeometryTolerance.Same(image, other)) return;
        throw new ThcaException(
            ProblemCodes.GeometryMismatch,
            $"The image has {image}; {name} has {other}.",
            "Check that both belong together; write the label map on the image's grid (merge with --resample-masks).");

        static bool Close(double a, double b) => Math.Abs(a - b) <= 1e-8 + 1e-5 * Math.Abs(b);
    }

    internal static void EnsureFinite(Volume<float> volume)
    {
        int bad = 0;
        foreach (float v in volume.Voxels) bad += float.IsFinite(v) ? 0 : 1;
        if (bad == 0) return;
        throw new ThcaException(
            ProblemCodes.NonFiniteVoxels,
            string.Create(CultureInfo.InvariantCulture, $"The image has {bad} voxels that are NaN or infinite."),
            "Export the image again; fill voxels outside the field of view with air.");
    }
}
