using Thca.Clinical.Imputation;
using Thca.Testing;

namespace Thca.Clinical.Tests.Imputation;

public class RubinPoolingTests
{
    private static readonly double[] Q = [.52, .61, .47, .55, .58];
    private static readonly double[] U = [.040, .044, .038, .041, .043];

    [Fact]
    public void ConformanceVectorV12()
    {
        PooledEstimate pooled = RubinPooling.Pool(Q, U, 96);
        Close.To([0.546, 0.0412, 0.00293, 0.044716], [pooled.Estimate, pooled.Within, pooled.Between, pooled.StandardError * pooled.StandardError], 1e-9);
        Close.To([76.4270007, 0.1018300, 0.0117342871], [pooled.DegreesOfFreedom, pooled.FractionMissing, pooled.PValue], 1e-6);
        Close.To(646.97598, RubinPooling.Pool(Q, U, double.PositiveInfinity).DegreesOfFreedom, 1e-7); // V12: nu_old
    }

    [Fact]
    public void EqualEstimates_PoolToNormalTheory()
    {
        PooledEstimate pooled = RubinPooling.Pool([0.5, 0.5], [0.04, 0.04], 50);
        Close.To([0.2, 0.5 - 1.959963984540054 * 0.2], [pooled.StandardError, pooled.Interval().Lower], 1e-9);
    }

    [Fact]
    public void JointTest_OfOneParameter_IsTheSquaredRatio()
    {
        // Algebra: for one parameter D1 = estimate² / (within · (1 + r)) = (estimate / standard error)².
        PooledEstimate pooled = RubinPooling.Pool(Q, U, double.PositiveInfinity);
        double d1 = RubinPooling.JointTest([.. Q.Select(q => new[] { q })], [.. U.Select(u => new[,] { { u } })]).Statistic;
        Close.To(Math.Pow(pooled.Estimate / pooled.StandardError, 2), d1, 1e-10);
    }
}
