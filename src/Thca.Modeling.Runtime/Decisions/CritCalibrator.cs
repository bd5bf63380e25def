namespace Thca.Modeling.Runtime.Decisions;

/// <summary>The map from the (prior-corrected) probability or log-odds to the calibrated probability.</summary>
public sealed record CritCalibrator
{
    /// <summary>Shape of the map.</summary>
    public required CritCalibratorType Type { get; init; }

    /// <summary>What the map takes.</summary>
    /// <value>Default probability; Platt and Venn-Abers take the margin, beta the probability.</value>
    public CritScale Input { get; init; } = CritScale.Probability;

    /// <summary>Isotonic and Venn-Abers: strictly increasing inputs.</summary>
    public IReadOnlyList<double> KnotsX { get; init; } = [];

    /// <summary>Isotonic: non-decreasing outputs in [0, 1], as many as <see cref="KnotsX"/>.</summary>
    public IReadOnlyList<double> KnotsY { get; init; } = [];

    /// <summary>Venn-Abers: lower probability below the first knot, at it, between it and the second, and so on; 2 · knots + 1 values in [0, 1] that never fall.</summary>
    public IReadOnlyList<double> Lower { get; init; } = [];

    /// <summary>Venn-Abers: upper probability, likewise; never below <see cref="Lower"/>.</summary>
    public IReadOnlyList<double> Upper { get; init; } = [];

    /// <summary>Platt slope, or beta coefficient of ln p.</summary>
    /// <value>Default 0.</value>
    public double A { get; init; }

    /// <summary>Platt intercept, or beta coefficient of -ln(1 - p).</summary>
    /// <value>Default 0.</value>
    public double B { get; init; }

    /// <summary>Beta intercept.</summary>
    /// <value>Default 0.</value>
    public double C { get; init; }

    /// <summary>What the map was fitted on: outOfFold, validation or none.</summary>
    /// <value>Default none.</value>
    public string FittedOn { get; init; } = "none";

    /// <summary>Events behind the fit.</summary>
    /// <value>Default 0.</value>
    public int Events { get; init; }

    /// <summary>Rows behind the fit.</summary>
    /// <value>Default 0.</value>
    public int Count { get; init; }
}
