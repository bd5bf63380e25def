namespace Thca.Modeling.Runtime.Features;

/// <summary>When a feature is known.</summary>
public enum CritTiming
{
    /// <summary>Before surgery.</summary>
    PreOperative,

    /// <summary>During surgery.</summary>
    IntraOperative,

    /// <summary>After surgery.</summary>
    PostOperative,

    /// <summary>Not stated.</summary>
    Unknown,
}
