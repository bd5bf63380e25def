using System.Globalization;
using Xunit;

namespace Thca.Testing;

/// <summary>Comparisons of numbers with a tolerance that name what differs.</summary>
public static class Close
{
    /// <summary>
    /// Fails unless |actual - expected| ≤ relative · |expected| + absolute; two NaN are equal, infinities must be the same.
    /// </summary>
    public static void To(double expected, double actual, double relative, double absolute = 1e-12, string what = "")
    {
        if (double.IsNaN(expected) && double.IsNaN(actual)) return;
        if (expected == actual || Math.Abs(actual - expected) <= relative * Math.Abs(expected) + absolute) return;
        Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, got {actual:R} (relative difference {Math.Abs(actual - expected) / Math.Abs(expected):E2})"));
    }

    /// <summary>Compares two sequences element by element and reports the first difference.</summary>
    public static void To(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double relative, double absolute = 1e-12, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) To(expected[i], actual[i], relative, absolute, $"{what}[{i}]");
    }
}
