using Thca.Core.Geometry;
using Thca.Segmentation.Sampling;
using static TorchSharp.torch;

namespace Thca.Segmentation.Training;

/// <summary>A batch before it becomes tensors: images of all samples, and their labels on the extents of every output that counts.</summary>
internal sealed record TrainingBatch(int Samples, int Channels, GridSize Size, float[] Image, IReadOnlyList<(GridSize Size, short[] Labels)> Targets)
{
    public static TrainingBatch Of(IReadOnlyList<Patch> patches, IReadOnlyList<GridSize> outputs)
    {
        GridSize size = patches[0].Size;
        var targets = new List<(GridSize, short[])>();
        foreach (GridSize output in outputs)
            targets.Add((output, [.. patches.SelectMany(p => Augmentation.DeepSupervisionTargets.Resize(p.Labels, size, output))]));
        var image = new float[patches.Sum(p => p.Image.Length)];
        int at = 0;
        foreach (Patch patch in patches)
        {
            patch.Image.CopyTo(image, at);
            at += patch.Image.Length;
        }

        return new TrainingBatch(patches.Count, patches[0].Channels, size, image, targets);
    }

    public Tensor Input(int dimensions, Device device) => tensor(Image, Shape(Samples, Channels, Size, dimensions)).to(device);

    public Tensor[] Labels(int dimensions, Device device) =>
        [.. Targets.Select(t => tensor(t.Labels, Shape(Samples, null, t.Size, dimensions)).to_type(ScalarType.Int64).to(device))];

    private static long[] Shape(int samples, int? channels, GridSize size, int dimensions)
    {
        long[] space = dimensions == 3 ? [size.Z, size.Y, size.X] : [size.Y, size.X];
        return channels is { } c ? [samples, c, .. space] : [samples, .. space];
    }
}
