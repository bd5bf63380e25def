namespace Thca.Torch.Weights;

/// <summary>What a PyTorch checkpoint holds that a network needs.</summary>
public sealed record CheckpointContent
{
    /// <summary>The network's tensors by name, in file order; of an nnU-Net checkpoint its <c>network_weights</c>.</summary>
    public required IReadOnlyDictionary<string, WeightTensor> Tensors { get; init; }

    /// <summary>Names in file order.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Names that view the same storage in the same way: each alias with the name that came first.</summary>
    public required IReadOnlyDictionary<string, string> Aliases { get; init; }

    /// <summary>Text, numbers and lists beside the weights (trainer, configuration, epoch …) as plain text, by path such as <c>init_args.configuration</c>.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Classes of objects that were left unread, outside the weights.</summary>
    public required IReadOnlyList<string> Unread { get; init; }
}
