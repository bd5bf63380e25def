namespace Thca.Clinical.Regression;

/// <summary>Univariable and multivariable regression of one cohort.</summary>
public sealed record RegressionResult
{
    /// <summary>Name of the cohort.</summary>
    public required string Cohort { get; init; }

    /// <summary>One model per candidate term.</summary>
    public required IReadOnlyList<TermModel> Univariable { get; init; }

    /// <summary>The model of the selected terms; null when none was selected.</summary>
    public required TermModel? Multivariable { get; init; }

    /// <summary>Lines of the univariable table, p-values adjusted.</summary>
    public required IReadOnlyList<RegressionRow> UnivariableLines { get; init; }

    /// <summary>Lines of the multivariable table with inflation factors.</summary>
    public required IReadOnlyList<RegressionRow> MultivariableLines { get; init; }

    /// <summary>Diagnostics of the multivariable model; null without one.</summary>
    public required ModelDiagnostics? Diagnostics { get; init; }

    /// <summary>How terms were selected, what was left out and why.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
