namespace Thca.Statistics.Calibration;

/// <summary>A non-decreasing piecewise linear map through knots, constant outside them.</summary>
/// <param name="KnotsX">Strictly increasing inputs, at least one.</param>
/// <param name="KnotsY">Non-decreasing outputs, as many.</param>
public sealed record IsotonicFit(IReadOnlyList<double> KnotsX, IReadOnlyList<double> KnotsY)
{
    /// <summary>Value of the map.</summary>
    public double Predict(double x)
    {
        if (!(x > KnotsX[0])) return double.IsNaN(x) ? x : KnotsY[0];
        if (x >= KnotsX[^1]) return KnotsY[^1];
        int low = 0, high = KnotsX.Count - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (KnotsX[middle] <= x) low = middle;
            else high = middle;
        }

        double weight = (x - KnotsX[low]) / (KnotsX[high] - KnotsX[low]);
        return KnotsY[low] + weight * (KnotsY[high] - KnotsY[low]);
    }
}
