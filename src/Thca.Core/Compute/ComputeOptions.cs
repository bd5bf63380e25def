namespace Thca.Core.Compute;

/// <summary>How much of the machine a call may use. Never changes a result.</summary>
public sealed record ComputeOptions
{
    /// <summary>One thread.</summary>
    public static ComputeOptions SingleThread { get; } = new() { MaxDegreeOfParallelism = 1 };

    /// <summary>All cores.</summary>
    public static ComputeOptions Default { get; } = new();

    /// <summary>Threads used at once.</summary>
    /// <value>Number of logical processors.</value>
    public int MaxDegreeOfParallelism
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one thread is needed.");
    }

    = Environment.ProcessorCount;
}
