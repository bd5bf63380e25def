namespace Thca.Modeling.Metrics;

/// <summary>A metric with its 95 % interval. NaN value: undefined for these data; NaN limits: no interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Lower">Lower limit.</param>
/// <param name="Upper">Upper limit.</param>
/// <param name="Method">How the limits were made, e.g. <c>wilson</c>, <c>delong-logit</c>; empty without limits.</param>
public readonly record struct MetricEstimate(double Value, double Lower, double Upper, string Method)
{
    /// <summary>Bootstrap samples drawn for the limits.</summary>
    /// <value>0 where the limits have a closed form or there are none.</value>
    public int Replicates { get; init; }

    /// <summary>Samples among them in which the metric was undefined; the limits leave them out.</summary>
    /// <value>0</value>
    public int Skipped { get; init; }

    /// <summary>A value without an interval.</summary>
    public static MetricEstimate Point(double value) => new(value, double.NaN, double.NaN, "");

    /// <summary>A metric that is undefined for these data.</summary>
    public static MetricEstimate Undefined { get; } = Point(double.NaN);
}
