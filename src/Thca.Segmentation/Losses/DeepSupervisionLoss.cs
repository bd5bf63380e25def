using static TorchSharp.torch;

namespace Thca.Segmentation.Losses;

/// <summary>
/// The weighted sum of a loss over the outputs of all resolutions: weights halve from one to the next, the last output has none, and the sum is
/// 1. Outputs without weight are skipped, so that their head gets no gradient.
/// </summary>
/// <param name="loss">Loss of one output.</param>
public sealed class DeepSupervisionLoss(DiceCrossEntropyLoss loss)
{
    /// <summary>Weights of the outputs, full resolution first; a single output has weight 1.</summary>
    /// <param name="outputs">Number of outputs.</param>
    public static IReadOnlyList<double> Weights(int outputs)
    {
        if (outputs == 1) return [1];
        double[] weights = [.. Enumerable.Range(0, outputs).Select(i => i == outputs - 1 ? 0 : Math.Pow(2, -i))];
        double sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

    /// <summary>The weighted sum.</summary>
    /// <param name="logits">One tensor per output, full resolution first.</param>
    /// <param name="labels">Labels on the extents of every output that has a weight.</param>
    /// <returns>A scalar.</returns>
    public Tensor Forward(IReadOnlyList<Tensor> logits, IReadOnlyList<Tensor> labels)
    {
        IReadOnlyList<double> weights = Weights(logits.Count);
        Tensor total = loss.Forward(logits[0], labels[0]) * weights[0];
        for (int i = 1; i < logits.Count; i++)
        {
            if (weights[i] > 0) total = total + loss.Forward(logits[i], labels[i]) * weights[i];
        }

        return total;
    }
}
