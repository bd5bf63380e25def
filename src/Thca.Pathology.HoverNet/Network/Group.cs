using static TorchSharp.torch.nn;

namespace Thca.Pathology.HoverNet.Network;

/// <summary>A named set of layers without a computation of its own; it gives weights the names they have in published checkpoints.</summary>
internal sealed class Group() : Module(nameof(Group))
{
    /// <summary>Registers a layer under any name, also one with a slash.</summary>
    public T Add<T>(string name, T layer)
        where T : Module
    {
        register_module(name, layer);
        return layer;
    }
}
