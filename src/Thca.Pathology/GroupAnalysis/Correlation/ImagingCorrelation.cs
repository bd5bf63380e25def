using Thca.Core.Features;

namespace Thca.Pathology.GroupAnalysis.Correlation;

/// <summary>Spearman's correlation of one heterogeneity feature of slides with one imaging or clinical variable.</summary>
public sealed record ImagingCorrelation
{
    /// <summary>Block: iTED, radiomics or clinical.</summary>
    public required string Block { get; init; }

    /// <summary>Slide feature.</summary>
    public required string Row { get; init; }

    /// <summary>Imaging or clinical variable.</summary>
    public required string Column { get; init; }

    /// <summary>Complete pairs.</summary>
    public required int Count { get; init; }

    /// <summary>Coefficient; NaN when undefined.</summary>
    public double Rho { get; init; } = double.NaN;

    /// <summary>Lower limit: Fisher's z with variance 1.06/(n - 3).</summary>
    public double Lower { get; init; } = double.NaN;

    /// <summary>Upper limit.</summary>
    public double Upper { get; init; } = double.NaN;

    /// <summary>Permutation p; NaN when not tested.</summary>
    public double P { get; init; } = double.NaN;

    /// <summary>Benjamini-Hochberg q within the block.</summary>
    public double Q { get; init; } = double.NaN;

    /// <summary>ok, TOO_FEW_PAIRS or CONSTANT.</summary>
    public required RowStatus Status { get; init; }
}
