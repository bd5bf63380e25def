using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Losses;
using Thca.Segmentation.Sampling;

namespace Thca.Segmentation.Training;

/// <summary>Prepares batches. A batch is a function of seed, stage, epoch and iteration alone, so any of them can be prepared at any time on any thread.</summary>
internal sealed class BatchSource
{
    private readonly PatchSampler _sampler;
    private readonly AugmentationPipeline _pipeline;
    private readonly RandomSeed _seed;
    private readonly string _stage;
    private readonly int _samples;
    private readonly IReadOnlyList<GridSize> _outputs;

    public BatchSource(IReadOnlyList<ITrainingCase> cases, AugmentationPipeline pipeline, SegmentationTrainingOptions options, RandomSeed seed, string stage)
    {
        _sampler = new PatchSampler(cases, pipeline.InitialSize, pipeline.FinalSize, options.Sampling, options.Labels.Lesion);
        (_pipeline, _seed, _stage, _samples) = (pipeline, seed, stage, options.BatchSize);
        IReadOnlyList<GridSize> sizes = DeepSupervisionTargets.Sizes(options.Patch, options.Network.Strides);
        IReadOnlyList<double> weights = DeepSupervisionLoss.Weights(sizes.Count);
        _outputs = [.. sizes.Where((_, i) => weights[i] > 0)];
    }

    public TrainingBatch Prepare(int epoch, int iteration)
    {
        var patches = new Patch[_samples];
        for (int sample = 0; sample < _samples; sample++)
        {
            RandomStream random = _seed.Stream(_stage, FormattableString.Invariant($"{epoch}/{iteration}"), sample);
            patches[sample] = _pipeline.Apply(_sampler.Draw(sample, _samples, random), random);
        }

        return TrainingBatch.Of(patches, _outputs);
    }
}
