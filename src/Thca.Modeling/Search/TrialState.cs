namespace Thca.Modeling.Search;

/// <summary>How far a trial has come.</summary>
public enum TrialState
{
    /// <summary>Asked, not told.</summary>
    Running,

    /// <summary>Has a value.</summary>
    Complete,

    /// <summary>Stopped early; its value is the last one reported.</summary>
    Pruned,

    /// <summary>Threw an error or has no value.</summary>
    Failed,
}
