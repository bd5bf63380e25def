using Thca.Core.Histology;
using Thca.Pathology.HoverNet.Inference;
using Thca.Pathology.HoverNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>One step: forward, loss, backward, clipped Adam.</summary>
internal static class TrainingStep
{
    /// <summary>Takes a step and returns total, np_bce, np_dice, tp_bce, tp_dice, hv_mse, hv_msge; not finite when the loss or the gradient is not, and then nothing was changed.</summary>
    public static double[] Take(HoverNetwork network, AdamState optimizer, IReadOnlyList<PatchExample> batch, HoverNetTrainingOptions options, double rate)
    {
        using DisposeScope scope = NewDisposeScope();
        Device device = network.parameters().First().device;
        HoverNetLoss loss = Loss(network, batch, options, device);
        double[] terms = [Value(loss.Total), Value(loss.NucleiCrossEntropy), Value(loss.NucleiDice), Value(loss.TypesCrossEntropy), Value(loss.TypesDice), Value(loss.DistanceError), Value(loss.GradientError)];
        if (!double.IsFinite(terms[0])) return terms;
        optimizer.ClearGradients();
        loss.Total.backward();
        if (!double.IsFinite(optimizer.Step(rate, options.GradientClip))) terms[0] = double.NaN;
        return terms;
    }

    internal static HoverNetLoss Loss(HoverNetwork network, IReadOnlyList<PatchExample> batch, HoverNetTrainingOptions options, Device device)
    {
        int side = options.Input, output = options.Plan.OutputOf(side);
        Tensor input = stack([.. batch.Select(b => PatchTensors.Batch(b.Image, [new PixelPoint(0, 0)], side, device).squeeze(0))]);
        long[] plane = [batch.Count, output, output];
        Tensor nuclei = tensor([.. batch.SelectMany(b => b.Targets.Nuclei).Select(v => (long)v)], plane).to(device);
        Tensor types = tensor([.. batch.SelectMany(b => b.Targets.Types).Select(v => (long)v)], plane).to(device);
        Tensor distances = tensor([.. batch.SelectMany(b => b.Targets.Horizontal.Concat(b.Targets.Vertical))], [batch.Count, 2, output, output]).to(device);
        return HoverNetLoss.Of(network.Forward(input), nuclei, types, distances, options.MsgeAxes);
    }

    private static double Value(Tensor? term) => term is null ? 0 : term.item<float>();
}
