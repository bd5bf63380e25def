namespace Thca.Pathology.GroupAnalysis.Reference;

/// <summary>The numbers of the original group comparison. The composite score is circular: it was selected, weighted and judged on the same patients.</summary>
public sealed record ReferenceGroupResult
{
    /// <summary>Line that goes with every output.</summary>
    public const string Watermark = "Reference mode: reproduces the original's arithmetic, unadjusted, with a circular composite score; not for new conclusions.";

    /// <summary>Patients in the order given.</summary>
    public required IReadOnlyList<ReferencePatient> Patients { get; init; }

    /// <summary>Tests of the heterogeneity columns.</summary>
    public required IReadOnlyList<ReferenceTest> Heterogeneity { get; init; }

    /// <summary>Tests of the morphology columns.</summary>
    public required IReadOnlyList<ReferenceTest> Morphology { get; init; }

    /// <summary>Total, shares and ratio of the nuclei: name to one value per patient.</summary>
    public required IReadOnlyList<KeyValuePair<string, double[]>> CompositionValues { get; init; }

    /// <summary>Morphology of the type 1 nuclei.</summary>
    public required IReadOnlyList<KeyValuePair<string, double[]>> MorphologyValues { get; init; }

    /// <summary>Spatial measures in pixels; NaN with at most ten type 1 nuclei.</summary>
    public required IReadOnlyList<KeyValuePair<string, double[]>> SpatialValues { get; init; }

    /// <summary>The candidates of the composite score.</summary>
    public required IReadOnlyList<KeyValuePair<string, double[]>> Candidates { get; init; }

    /// <summary>The composite score; empty when no candidate separates the outcomes.</summary>
    public IReadOnlyList<double> Score { get; init; } = [];

    /// <summary>Its test between the risk groups, on the patients it was made from; NaN without a score.</summary>
    public double ScoreP { get; init; } = double.NaN;

    /// <summary>Share of patients on their side of the median of the same scores; NaN without a score.</summary>
    public double Accuracy { get; init; } = double.NaN;

    /// <summary>Correlations with imaging; empty without an imaging table.</summary>
    public IReadOnlyList<ReferenceCorrelation> Correlations { get; init; } = [];
}
