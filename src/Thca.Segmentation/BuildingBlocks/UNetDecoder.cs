using TorchSharp;
using TorchSharp.Modules;
using Thca.Segmentation.Architectures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Segmentation.BuildingBlocks;

/// <summary>The expanding path with one segmentation head per stage.</summary>
internal sealed class UNetDecoder : Module<Tensor[], bool, Tensor[]>
{
    private readonly ModuleList<Module<Tensor, Tensor>> stages;
    private readonly ModuleList<Module<Tensor, Tensor>> transpconvs;
    private readonly ModuleList<Module<Tensor, Tensor>> seg_layers;

    public UNetDecoder(NetworkPlan plan)
        : base(nameof(UNetDecoder))
    {
        stages = new ModuleList<Module<Tensor, Tensor>>();
        transpconvs = new ModuleList<Module<Tensor, Tensor>>();
        seg_layers = new ModuleList<Module<Tensor, Tensor>>();
        int[] unit = [.. Enumerable.Repeat(1, plan.Dimensions)];
        for (int d = 0; d < plan.StageCount - 1; d++)
        {
            int level = plan.StageCount - 2 - d, features = plan.FeaturesPerStage[level];
            transpconvs.Add(Layers.Upsampling(plan.FeaturesPerStage[level + 1], features, plan.Strides[level + 1], plan.ConvolutionBias));
            stages.Add(new ConvolutionStack(plan, level, 2 * features, plan.ConvolutionsPerDecoderStage[d], unit));
            seg_layers.Add(Layers.Pointwise(features, plan.ClassCount, plan.Dimensions));
        }

        RegisterComponents();
    }

    /// <summary>Logits, full resolution first; only that one unless every scale is wanted.</summary>
    public override Tensor[] forward(Tensor[] skips, bool everyScale)
    {
        using DisposeScope scope = NewDisposeScope();
        var logits = new List<Tensor>();
        Tensor x = skips[^1];
        for (int d = 0; d < stages.Count; d++)
        {
            using DisposeScope stage = NewDisposeScope();
            x = stages[d].call(cat([transpconvs[d].call(x), skips[skips.Length - 2 - d]], 1)).MoveToOuterDisposeScope();
            if (everyScale || d == stages.Count - 1) logits.Insert(0, seg_layers[d].call(x).MoveToOuterDisposeScope());
        }

        return [.. logits.Select(l => l.MoveToOuterDisposeScope())];
    }
}
