namespace Thca.Modeling.Runtime.Evidence;

/// <summary>One automatic check of the model's development (PROBAST, TRIPOD+AI).</summary>
public sealed record CritCheck
{
    /// <summary>Check id, e.g. P4.1.</summary>
    public required string Id { get; init; }

    /// <summary>info, warn or error.</summary>
    public required string Severity { get; init; }

    /// <summary>yes, probably yes, no information, probably no or no.</summary>
    public required string Answer { get; init; }

    /// <summary>What the answer rests on.</summary>
    /// <value>Default empty.</value>
    public string Evidence { get; init; } = "";
}
