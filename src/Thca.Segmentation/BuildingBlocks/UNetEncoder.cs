using TorchSharp.Modules;
using Thca.Segmentation.Architectures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Segmentation.BuildingBlocks;

/// <summary>The contracting path; gives the output of every stage, full resolution first.</summary>
internal sealed class UNetEncoder : Module<Tensor, Tensor[]>
{
    private readonly ModuleList<Module<Tensor, Tensor>> stages;

    public UNetEncoder(NetworkPlan plan)
        : base(nameof(UNetEncoder))
    {
        stages = new ModuleList<Module<Tensor, Tensor>>();
        int input = plan.InputChannels;
        for (int s = 0; s < plan.StageCount; s++)
        {
            // nnU-Net wraps every stack in a sequence of one, which shows in the names of its weights.
            stages.Add(Sequential(("0", (Module<Tensor, Tensor>)new ConvolutionStack(plan, s, input, plan.ConvolutionsPerStage[s], plan.Strides[s]))));
            input = plan.FeaturesPerStage[s];
        }

        RegisterComponents();
    }

    public override Tensor[] forward(Tensor input)
    {
        var skips = new Tensor[stages.Count];
        Tensor x = input;
        for (int s = 0; s < skips.Length; s++) skips[s] = x = stages[s].call(x);
        return skips;
    }
}
