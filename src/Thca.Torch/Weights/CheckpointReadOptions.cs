namespace Thca.Torch.Weights;

/// <summary>Limits that a checkpoint must keep before anything of its size is allocated.</summary>
public sealed record CheckpointReadOptions
{
    /// <summary>Largest pickle, bytes.</summary>
    /// <value>64 MiB.</value>
    public long MaxPickleBytes { get; init; } = 64L << 20;

    /// <summary>Largest sum of all storages, bytes.</summary>
    /// <value>8 GiB.</value>
    public long MaxStorageBytes { get; init; } = 8L << 30;

    /// <summary>Most entries of the pickle memo and most values made.</summary>
    /// <value>2,000,000.</value>
    public int MaxValues { get; init; } = 2_000_000;

    /// <summary>Deepest nesting of containers.</summary>
    /// <value>256.</value>
    public int MaxDepth { get; init; } = 256;
}
