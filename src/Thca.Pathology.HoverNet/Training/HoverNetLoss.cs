using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>The terms of the loss of one batch; each a scalar tensor.</summary>
/// <param name="NucleiCrossEntropy">Cross-entropy of nucleus or not.</param>
/// <param name="NucleiDice">Dice loss of nucleus or not, summed over both classes.</param>
/// <param name="TypesCrossEntropy">Cross-entropy of the classes; null without typing.</param>
/// <param name="TypesDice">Dice loss of the classes, summed; null without typing.</param>
/// <param name="DistanceError">Mean squared error of the distance maps.</param>
/// <param name="GradientError">Mean squared error of their gradients inside nuclei.</param>
internal sealed record HoverNetLoss(Tensor NucleiCrossEntropy, Tensor NucleiDice, Tensor? TypesCrossEntropy, Tensor? TypesDice, Tensor DistanceError, Tensor GradientError)
{
    private const double Least = 1e-7, DiceSmoothing = 1e-3, FocusSmoothing = 1e-8, KernelSmoothing = 1e-15;
    private const int KernelReach = 2;

    /// <summary>Sum of the terms, each with weight 1.</summary>
    public Tensor Total
    {
        get
        {
            Tensor total = NucleiCrossEntropy + NucleiDice + DistanceError + GradientError;
            return TypesCrossEntropy is null || TypesDice is null ? total : total + TypesCrossEntropy + TypesDice;
        }
    }

    /// <summary>Computes the terms.</summary>
    /// <param name="output">What the network says, before softmax.</param>
    /// <param name="nuclei">(batch, y, x), 1 in nuclei, 64-bit integers.</param>
    /// <param name="types">(batch, y, x), class, 64-bit integers.</param>
    /// <param name="distances">(batch, 2, y, x).</param>
    /// <param name="axes">Axes of the gradients.</param>
    public static HoverNetLoss Of(Network.HoverNetOutput output, Tensor nuclei, Tensor types, Tensor distances, MsgeAxes axes)
    {
        (Tensor crossEntropy, Tensor dice) = Classification(output.Nuclei, nuclei);
        (Tensor? typeCrossEntropy, Tensor? typeDice) = output.Types is null ? (null, null) : Classification(output.Types, types);
        return new HoverNetLoss(
            crossEntropy, dice, typeCrossEntropy, typeDice, (output.Distances - distances).square().mean(), Gradients(output.Distances, distances, nuclei, axes));
    }

    private static (Tensor CrossEntropy, Tensor Dice) Classification(Tensor logits, Tensor truth)
    {
        Tensor p = nn.functional.softmax(logits, 1);
        Tensor t = nn.functional.one_hot(truth, logits.shape[1]).permute(0, 3, 1, 2).to_type(ScalarType.Float32);
        Tensor crossEntropy = -(t * (p / p.sum(1, keepdim: true)).clamp(Least, 1 - Least).log()).sum(1).mean();
        long[] all = [0, 2, 3];
        Tensor dice = (1 - (2 * (p * t).sum(all) + DiceSmoothing) / (p.sum(all) + t.sum(all) + DiceSmoothing)).sum();
        return (crossEntropy, dice);
    }

    private static Tensor Gradients(Tensor prediction, Tensor truth, Tensor nuclei, MsgeAxes axes)
    {
        Tensor kernels = Kernels(axes).to(prediction.device);
        Tensor difference = nn.functional.conv2d(prediction - truth, kernels, padding: [KernelReach, KernelReach], groups: 2);
        Tensor focus = nuclei.unsqueeze(1).to_type(ScalarType.Float32).expand(-1, 2, -1, -1);
        return (focus * difference.square()).sum() / (focus.sum() + FocusSmoothing);
    }

    /// <summary>One 5 x 5 kernel u / (u² + v²) per map, u along the axis of the derivative.</summary>
    internal static Tensor Kernels(MsgeAxes axes)
    {
        const int Side = 2 * KernelReach + 1;
        var values = new float[2 * Side * Side];
        for (int i = 0; i < values.Length; i++)
        {
            int x = i % Side - KernelReach, y = i / Side % Side - KernelReach;
            bool alongX = (i < Side * Side) == (axes == MsgeAxes.Matched);
            values[i] = (float)((alongX ? x : y) / (x * x + y * y + KernelSmoothing));
        }

        return tensor(values, [2, 1, Side, Side]);
    }
}
