using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Sampling;
using Thca.Segmentation.Training;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Training;

public class SegmentationTrainerTests
{
    private static readonly TrainingFold<IReadOnlyList<ITrainingCase>> OneCase = new([PhantomCases.Plain()]);
    private static readonly EvaluationFold<IReadOnlyList<ITrainingCase>> Held = new([PhantomCases.Plain(7)]);

    [Fact]
    public void Train_InterruptedAndResumed_EqualsUninterrupted_BitForBit() =>
        AssertResumedIsUninterrupted(PhantomCases.Options() with { Epochs = 6, Iterations = 5, ValidationIterations = 1, CheckpointEvery = 3 }, interruptAfter: 18);

    /// <summary>The schedule of the specification: ten epochs and ten more are twenty, with the whole augmentation and stochastic gradient descent.</summary>
    [Fact]
    public void Train_TenAndTenEpochs_EqualTwenty_BitForBit()
    {
        Long.Only();
        SegmentationTrainingOptions options = PhantomCases.Options(AttentionKind.Sound) with
        {
            Epochs = 20,
            Iterations = 10,
            ValidationIterations = 2,
            CheckpointEvery = 10,
            Optimizer = OptimizerKind.SgdNesterov,
            Augmentation = AugmentationPipeline.Standard(PhantomCases.Size, 3, MirrorAxis.LeftRight(2, LabelSet.Thyroid.FlipPairs)),
        };
        AssertResumedIsUninterrupted(options, interruptAfter: 105);
    }

    // Stopped in the middle of an epoch, after a checkpoint in the middle of the schedule.
    private static void AssertResumedIsUninterrupted(SegmentationTrainingOptions options, int interruptAfter)
    {
        using TemporaryFolder whole = new(), parts = new();
        using TrainedNetwork expected = SegmentationTrainer.Train(OneCase, Held, options, new RandomSeed(1), whole.FullName);
        using var stop = new CancellationTokenSource();
        var progress = new Callback(p =>
        {
            if (p.Completed == interruptAfter) stop.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => SegmentationTrainer.Train(OneCase, Held, options, new RandomSeed(1), parts.FullName, progress: progress, ct: stop.Token));
        Assert.True(File.Exists(Path.Combine(parts.FullName, "checkpoint_latest.safetensors")));
        using TrainedNetwork resumed = SegmentationTrainer.Train(OneCase, Held, options, new RandomSeed(1), parts.FullName, resume: true);
        foreach (string file in (string[])["checkpoint_final.safetensors", "optimizer.safetensors", "training.json", "checkpoint_best.safetensors"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole.FullName, file)), File.ReadAllBytes(Path.Combine(parts.FullName, file)));
        Assert.False(File.Exists(Path.Combine(parts.FullName, "checkpoint_latest.safetensors")));
        Assert.Equal(options.Epochs, resumed.History.Count);
    }

    [Fact]
    public void Train_AnyNumberOfThreads_GivesTheSameFiles()
    {
        using TemporaryFolder one = new(), four = new();
        SegmentationTrainingOptions options = PhantomCases.Options() with
        {
            Epochs = 2, Iterations = 10, Augmentation = AugmentationPipeline.Standard(PhantomCases.Size, 3, MirrorAxis.LeftRight(2, LabelSet.Thyroid.FlipPairs)),
        };
        SegmentationTrainer.Train(OneCase, null, options, new RandomSeed(1), one.FullName, compute: ComputeOptions.SingleThread).Dispose();
        SegmentationTrainer.Train(OneCase, null, options, new RandomSeed(1), four.FullName, compute: new ComputeOptions { MaxDegreeOfParallelism = 4 }).Dispose();
        Assert.Equal(File.ReadAllBytes(Path.Combine(one.FullName, "checkpoint_final.safetensors")), File.ReadAllBytes(Path.Combine(four.FullName, "checkpoint_final.safetensors")));
    }

    [Fact]
    public void Train_LossBecomesNaN_StopsAndNamesTheLastGoodCheckpoint()
    {
        using TemporaryFolder folder = new();
        SegmentationTrainingOptions options = PhantomCases.Options() with
        {
            Epochs = 4, Iterations = 1, CheckpointEvery = 1, Augmentation = new AugmentationPipeline(PhantomCases.Size, PhantomCases.Size, [new AugmentationStep(1, new PoisonFrom(3))]),
        };
        ThcaException error = Assert.Throws<ThcaException>(() => SegmentationTrainer.Train(OneCase, null, options, new RandomSeed(1), folder.FullName, compute: ComputeOptions.SingleThread));
        Assert.Equal(SegmentationTrainer.NotFinite, error.Code);
        Assert.Contains("epoch 3, step 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("checkpoint_latest.safetensors", error.Message, StringComparison.Ordinal);
        Assert.All(UNetWeights.Read(Path.Combine(folder.FullName, "checkpoint_latest.safetensors")).Values, w => Assert.All(w.ToSingle(), v => Assert.True(float.IsFinite(v))));
    }

    [Fact]
    public void Train_DiskFullWhileWriting_LeavesTheOldCheckpointIntact()
    {
        using TemporaryFolder folder = new();
        SegmentationTrainingOptions options = PhantomCases.Options() with { Epochs = 3, Iterations = 1, CheckpointEvery = 1 };
        string resumable = Path.Combine(folder.FullName, "optimizer.safetensors");
        byte[]? first = null;
        int written = 0;
        var full = new CheckpointFolder(folder.FullName, (path, write) =>
        {
            if (path == resumable && ++written == 2)
            {
                first = File.ReadAllBytes(path);
                AtomicFile.Write(path, stream => write(new SmallDisk(stream, 100_000)));
            }

            AtomicFile.Write(path, write);
        });
        ThcaException error = Assert.Throws<ThcaException>(() => SegmentationTrainer.Train(OneCase.Data, [], options, new RandomSeed(1), full));
        Assert.Equal("CHECKPOINT_NOT_WRITTEN", error.Code);
        Assert.Equal(first, File.ReadAllBytes(resumable));
        Assert.DoesNotContain(Directory.GetFiles(folder.FullName), f => f.EndsWith(".tmp", StringComparison.Ordinal));
        using TrainedNetwork resumed = SegmentationTrainer.Train(OneCase, null, options, new RandomSeed(1), folder.FullName, resume: true);
        Assert.Equal(3, resumed.History.Count);
    }

    [Fact]
    public void Train_ResumeWithOtherSeed_IsRefused()
    {
        using TemporaryFolder folder = new();
        SegmentationTrainingOptions options = PhantomCases.Options() with { Epochs = 1, Iterations = 1 };
        SegmentationTrainer.Train(OneCase, null, options, new RandomSeed(1), folder.FullName).Dispose();
        ThcaException error = Assert.Throws<ThcaException>(() => SegmentationTrainer.Train(OneCase, null, options, new RandomSeed(2), folder.FullName, resume: true));
        Assert.Equal(SegmentationTrainer.OtherTraining, error.Code);
    }

    [Fact]
    public void Train_NoCase_OtherChannels_HugePatch_AreRefusedBeforeWork()
    {
        SegmentationTrainingOptions options = PhantomCases.Options();
        Assert.Equal(ProblemCodes.TrainingDataInsufficient, Assert.Throws<ThcaException>(() => SegmentationTrainer.Train(new TrainingFold<IReadOnlyList<ITrainingCase>>([]), null, options, RandomSeed.Default)).Code);
        ThcaException channels = Assert.Throws<ThcaException>(() => SegmentationTrainer.Train(OneCase, null, options with { Network = options.Network with { InputChannels = 2 } }, RandomSeed.Default));
        Assert.Contains("has 1 channels; the network takes 2", channels.Message, StringComparison.Ordinal);
        ThcaException memory = Assert.Throws<ThcaException>(() => SegmentationTrainer.Train(OneCase, null, options with { Patch = new(1024, 1024, 1024) }, RandomSeed.Default));
        Assert.Equal(ProblemCodes.OutOfMemoryEstimate, memory.Code);
    }

    [Fact]
    public void Validate_SeveralProblems_ListsAll()
    {
        OptionsException error = Assert.Throws<OptionsException>(() => (PhantomCases.Options() with { BatchSize = 0, Momentum = 1, Patch = new(30, 32, 16) }).Validate());
        Assert.Equal(3, error.Problems.Count);
        Assert.Contains("divisible by the product of strides, 4, along array axis 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0.00999100)]
    [InlineData(10, 0.00990995)]
    [InlineData(500, 0.00535887)]
    [InlineData(999, 1.995e-5)]
    public void PolynomialRate_FullSchedule_HasTheOriginalsRates(int epoch, double rate) => Close.To(rate, new PolynomialRate(0.01, 1000).At(epoch), 1e-3, 5e-9);

    private sealed class Callback(Action<WorkProgress> action) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => action(value);
    }

    /// <summary>Puts NaN into the image from the n-th batch of two on.</summary>
    private sealed class PoisonFrom(int batch) : IPatchTransform
    {
        private int _patches;

        public Patch Apply(Patch patch, RandomStream random)
        {
            if (_patches++ >= 2 * (batch - 1)) patch.Image[0] = float.NaN;
            return patch;
        }
    }

    private sealed class SmallDisk(Stream inner, long room) : Stream
    {
        private long _left = room;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            if ((_left -= count) < 0) throw new IOException("No space left on device");
            inner.Write(buffer, offset, count);
        }
    }
}
