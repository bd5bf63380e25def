using Thca.Statistics.Regression;

namespace Thca.Statistics.Tests.Regression;

/// <summary>The 24-patient example of the clinical specification, vector V10.</summary>
internal static class ExampleData
{
    public static readonly double[] Age = [34, 41, 29, 55, 62, 47, 38, 70, 66, 52, 44, 58, 31, 73, 49, 60, 36, 68, 53, 45, 64, 39, 57, 50];
    public static readonly double[] Male = [0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1];
    public static readonly double[] Stage = [1, 1, 1, 2, 3, 2, 1, 3, 3, 2, 1, 2, 1, 3, 1, 2, 1, 2, 3, 2, 3, 1, 3, 1];
    public static readonly double[] Y = [0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0];
    public static readonly LogisticOptions Ml = new() { Estimator = LogisticEstimator.MaximumLikelihood };
    public static readonly LogisticOptions Firth = new() { Estimator = LogisticEstimator.Firth };

    public static double[] Indicator(double stage) => [.. Stage.Select(s => s == stage ? 1.0 : 0.0)];

    public static DesignMatrix AgeMale => DesignMatrix.Create(24, [("age", Age), ("male", Male)]);

    public static DesignMatrix Full => DesignMatrix.Create(24, [("age", Age), ("male", Male), ("T2", Indicator(2)), ("T3", Indicator(3))]);
}
