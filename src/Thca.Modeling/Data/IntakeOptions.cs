namespace Thca.Modeling.Data;

/// <summary>How feature tables are joined.</summary>
public sealed record IntakeOptions
{
    /// <summary>Name of the outcome column; never a feature.</summary>
    /// <value>null</value>
    public string? OutcomeColumn { get; init; }

    /// <summary>Whether patients that fail or are absent in some table are kept with missing values, so that a prediction run has a row for everybody.</summary>
    /// <value>false: they are dropped and counted.</value>
    public bool KeepIncomplete { get; init; }
}
