namespace Thca.Modeling.Runtime.Features;

/// <summary>What an unknown label means.</summary>
public enum CritUnknownPolicy
{
    /// <summary>The patient is refused.</summary>
    Error,

    /// <summary>The value counts as missing.</summary>
    Missing,
}
