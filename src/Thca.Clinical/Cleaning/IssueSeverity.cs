namespace Thca.Clinical.Cleaning;

/// <summary>How much a finding in a clinical table matters.</summary>
public enum IssueSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>The value was kept but looks wrong.</summary>
    Warning,

    /// <summary>The value could not be read and counts as missing.</summary>
    Error,

    /// <summary>The table cannot be used.</summary>
    Fatal,
}
