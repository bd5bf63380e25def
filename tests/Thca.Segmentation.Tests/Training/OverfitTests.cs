using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Sampling;
using Thca.Segmentation.Training;
using Thca.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Segmentation.Tests.Training;

/// <summary>One phantom learnt by heart: the whole chain of batches, loss, optimiser and schedule works, and flips do what they should.</summary>
public class OverfitTests(ITestOutputHelper output)
{
    [Fact]
    public void Train_OnePhantom_ReferenceNetwork_LearnsEveryLabel()
    {
        double[] dice = Overfit(AttentionKind.Reference, 250, [], out IReadOnlyList<EpochRecord> history);
        Assert.True(dice.Average() >= 0.95 && dice[10] >= 0.8, Text(dice));
        Assert.True(history[0].TrainingLoss - history[^1].TrainingLoss > 2.5, $"loss from {history[0].TrainingLoss} to {history[^1].TrainingLoss}");
    }

    [Fact]
    public void Train_OnePhantom_SoundNetwork_LearnsEveryLabel()
    {
        Long.Only();
        double[] dice = Overfit(AttentionKind.Sound, 250, [], out _);
        Assert.True(dice.Average() >= 0.95 && dice[10] >= 0.8, Text(dice));
    }

    [Fact]
    public void Train_FlipsOfAllAxesWithoutSwap_LoseTheSides()
    {
        Long.Only();
        double[] dice = Overfit(AttentionKind.Reference, 300, MirrorAxis.AllWithoutSwap(3), out _);
        // The lesion lies beside one carotid and gives its side away, which some runs learn; nothing is near the clavicles that could.
        Assert.True(dice[8] < 0.7 && dice[9] < 0.7, Text(dice));
    }

    [Fact]
    public void Train_LeftRightFlipsWithSwap_KeepTheSides()
    {
        Long.Only();
        double[] dice = Overfit(AttentionKind.Reference, 300, MirrorAxis.LeftRight(2, LabelSet.Thyroid.FlipPairs), out _);
        Assert.True(dice[2] > 0.9 && dice[3] > 0.9 && dice[8] > 0.9 && dice[9] > 0.9 && dice.Average() > 0.9, Text(dice));
    }

    private double[] Overfit(AttentionKind attention, int iterations, IReadOnlyList<MirrorAxis> mirror, out IReadOnlyList<EpochRecord> history)
    {
        TrainingCase phantom = PhantomCases.Plain();
        SegmentationTrainingOptions options = PhantomCases.Options(attention, 16, 32, 64) with
        {
            Epochs = iterations,
            Iterations = 1,
            Augmentation = AugmentationPipeline.NoiseOnly(PhantomCases.Size, mirror),
        };
        long before = LiveTensors.OnThisThread;
        using (TrainedNetwork trained = SegmentationTrainer.Train(new TrainingFold<IReadOnlyList<ITrainingCase>>([phantom]), null, options, new RandomSeed(42)))
        {
            history = trained.History;
            double[] dice = Dice(trained.Network, phantom);
            output.WriteLine(Text(dice));
            trained.Dispose();
            Assert.Equal(before, LiveTensors.OnThisThread);
            return dice;
        }
    }

    private static double[] Dice(UNet network, TrainingCase phantom)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Patch patch = Patch.Cut(phantom, default, phantom.Size);
        Tensor logits = network.call(VolumeTensors.ToTensor(patch.Image, 1, patch.Size));
        var counts = new PseudoDice(12, null);
        counts.Add(logits, tensor([.. patch.Labels.Select(l => (long)l)], [1, 16, 32, 32]));
        return counts.Values();
    }

    private static string Text(double[] dice) => FormattableString.Invariant($"mean {dice.Average():0.000}; {string.Join(' ', dice.Select(d => d.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)))}");
}
