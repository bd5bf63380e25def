using TorchSharp;
using TorchSharp.Modules;
using Thca.Segmentation.Architectures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Segmentation.BuildingBlocks;

/// <summary>The convolutions of one stage; the first has the stage's stride, the last one carries the gates.</summary>
internal sealed class ConvolutionStack : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> convs;

    public ConvolutionStack(NetworkPlan plan, int level, int input, int count, IReadOnlyList<int> stride)
        : base(nameof(ConvolutionStack))
    {
        int[] unit = [.. stride.Select(_ => 1)];
        convs = new ModuleList<Module<Tensor, Tensor>>();
        for (int i = 0; i < count; i++)
            convs.Add(new ConvolutionBlock(plan, level, i == 0 ? input : plan.FeaturesPerStage[level], i == 0 ? stride : unit, gated: i == count - 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = input;
        foreach (Module<Tensor, Tensor> block in convs) x = block.call(x);
        return x.MoveToOuterDisposeScope();
    }
}
