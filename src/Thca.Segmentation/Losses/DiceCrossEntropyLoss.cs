using Thca.Segmentation.BuildingBlocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Segmentation.Losses;

/// <summary>
/// Cross-entropy minus soft Dice (nnU-Net): the mean over voxels of -log p[label], minus the mean over foreground classes (and samples) of
/// (2 I + s) / max(P + G + s, 1e-8), with I, P, G the sums over space of p y, p and y. The best value is -1.
/// </summary>
/// <param name="batchDice">Whether I, P and G are also summed over the batch.</param>
/// <param name="ignore">Label of voxels that count in neither term, or null.</param>
public sealed class DiceCrossEntropyLoss(bool batchDice = false, int? ignore = null)
{
    private const double Smooth = 1e-5;
    private const double LeastDenominator = 1e-8;

    /// <summary>Both terms of one output.</summary>
    /// <param name="logits">(batch, classes, [z,] y, x).</param>
    /// <param name="labels">(batch, [z,] y, x), 64-bit integers.</param>
    /// <returns>A scalar.</returns>
    public Tensor Forward(Tensor logits, Tensor labels)
    {
        Tensor logProbability = functional.log_softmax(logits, 1), target = labels.unsqueeze(1);
        Tensor? counted = null;
        if (ignore is { } value)
        {
            counted = target.ne(value).to_type(logits.dtype);
            target = target * target.ne(value).to_type(ScalarType.Int64);
        }

        return CrossEntropy(logProbability, target, counted) + Dice(logProbability.exp(), target, counted);
    }

    private static Tensor CrossEntropy(Tensor logProbability, Tensor target, Tensor? counted)
    {
        Tensor picked = -logProbability.gather(1, target);
        return counted is null ? picked.mean() : (picked * counted).sum() / counted.sum().clamp_min(1);
    }

    private Tensor Dice(Tensor probability, Tensor target, Tensor? counted)
    {
        long foreground = probability.shape[1] - 1;
        Tensor truth = zeros_like(probability.detach()).scatter_(1, target, ones_like(target).to_type(probability.dtype)).narrow(1, 1, foreground);
        Tensor p = probability.narrow(1, 1, foreground);
        if (counted is not null) (p, truth) = (p * counted, truth * counted);
        long[] axes = batchDice ? [0, .. SpatialAxes.Of(probability)] : SpatialAxes.Of(probability);
        Tensor both = (p * truth).sum(axes), either = p.sum(axes) + truth.sum(axes);
        return -((2 * both + Smooth) / (either + Smooth).clamp_min(LeastDenominator)).mean();
    }
}
