namespace Thca.Modeling.Runtime.Features;

/// <summary>How sure the unit is.</summary>
public enum CritUnitStatus
{
    /// <summary>Written in the source.</summary>
    Stated,

    /// <summary>Assumed by convention.</summary>
    Assumed,

    /// <summary>Confirmed by the data owner.</summary>
    Confirmed,
}
