using static TorchSharp.torch;

namespace Thca.Segmentation.Training;

/// <summary>Dice of every foreground class over all validation patches together, from the most probable classes.</summary>
/// <param name="classes">Classes including background.</param>
/// <param name="ignore">Label of voxels that do not count, or null.</param>
internal sealed class PseudoDice(int classes, int? ignore)
{
    private readonly long[] _both = new long[classes];
    private readonly long[] _predicted = new long[classes];
    private readonly long[] _true = new long[classes];

    /// <summary>Counts the voxels of a batch.</summary>
    /// <param name="logits">(batch, classes, space).</param>
    /// <param name="labels">(batch, space).</param>
    public void Add(Tensor logits, Tensor labels)
    {
        long[] predicted = logits.argmax(1).cpu().data<long>().ToArray(), truth = labels.cpu().contiguous().data<long>().ToArray();
        for (int i = 0; i < truth.Length; i++)
        {
            if (truth[i] == ignore) continue;
            _predicted[predicted[i]]++;
            _true[truth[i]]++;
            if (predicted[i] == truth[i]) _both[truth[i]]++;
        }
    }

    /// <summary>Dice by foreground class; NaN for a class that occurs nowhere.</summary>
    public double[] Values() => [.. Enumerable.Range(1, classes - 1).Select(c => _true[c] + _predicted[c] == 0 ? double.NaN : 2.0 * _both[c] / (_true[c] + _predicted[c]))];
}
