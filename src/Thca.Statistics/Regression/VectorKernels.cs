using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Thca.Statistics.Regression;

/// <summary>Inner loops of the regressions. Fixed vector width and order of summation, so results do not depend on the processor.</summary>
internal static class VectorKernels
{
    /// <summary>Σ a·b.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector256<double>> va = Vectors(a), vb = Vectors(b[..a.Length]);
        Vector256<double> s0 = default, s1 = default;
        int k = 0;
        for (; k + 1 < va.Length; k += 2)
        {
            s0 += va[k] * vb[k];
            s1 += va[k + 1] * vb[k + 1];
        }

        if (k < va.Length) s0 += va[k] * vb[k];
        double sum = Vector256.Sum(s0 + s1);
        for (int i = va.Length * 4; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>target += factor · source.</summary>
    public static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        Span<Vector256<double>> vt = MemoryMarshal.Cast<double, Vector256<double>>(target);
        ReadOnlySpan<Vector256<double>> vs = Vectors(source[..target.Length]);
        Vector256<double> f = Vector256.Create(factor);
        for (int k = 0; k < vt.Length; k++) vt[k] += f * vs[k];
        for (int i = vt.Length * 4; i < target.Length; i++) target[i] += factor * source[i];
    }

    /// <summary>target = a · b element by element.</summary>
    public static void Multiply(Span<double> target, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Span<Vector256<double>> vt = MemoryMarshal.Cast<double, Vector256<double>>(target);
        ReadOnlySpan<Vector256<double>> va = Vectors(a[..target.Length]), vb = Vectors(b[..target.Length]);
        for (int k = 0; k < vt.Length; k++) vt[k] = va[k] * vb[k];
        for (int i = vt.Length * 4; i < target.Length; i++) target[i] = a[i] * b[i];
    }

    /// <summary>target += a · b element by element.</summary>
    public static void AddProduct(Span<double> target, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Span<Vector256<double>> vt = MemoryMarshal.Cast<double, Vector256<double>>(target);
        ReadOnlySpan<Vector256<double>> va = Vectors(a[..target.Length]), vb = Vectors(b[..target.Length]);
        for (int k = 0; k < vt.Length; k++) vt[k] += va[k] * vb[k];
        for (int i = vt.Length * 4; i < target.Length; i++) target[i] += a[i] * b[i];
    }

    /// <summary>
    /// The logistic link: writes mu = 1/(1+e^-eta), residual y - mu and weight mu(1-mu), and returns the log-likelihood
    /// Σ y·eta - max(eta, 0) - log(1 + e^-|eta|).
    /// </summary>
    public static double Logistic(ReadOnlySpan<double> eta, ReadOnlySpan<double> y, Span<double> mu, Span<double> residual, Span<double> weight)
    {
        ReadOnlySpan<Vector256<double>> ve = Vectors(eta), vy = Vectors(y);
        Span<Vector256<double>> vm = MemoryMarshal.Cast<double, Vector256<double>>(mu), vr = MemoryMarshal.Cast<double, Vector256<double>>(residual),
            vw = MemoryMarshal.Cast<double, Vector256<double>>(weight);
        Vector256<double> one = Vector256<double>.One, zero = default, sum = default;
        for (int k = 0; k < ve.Length; k++)
        {
            Vector256<double> e = Vector256.Exp(-Vector256.Abs(ve[k])), d = one + e, inverse = one / d;
            Vector256<double> m = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(ve[k], zero), inverse, e * inverse);
            vm[k] = m;
            vr[k] = vy[k] - m;
            vw[k] = e * inverse * inverse;
            sum += vy[k] * ve[k] - Vector256.Max(ve[k], zero) - Vector256.Log(d);
        }

        double total = Vector256.Sum(sum);
        for (int i = ve.Length * 4; i < eta.Length; i++)
        {
            double e = Math.Exp(-Math.Abs(eta[i])), inverse = 1 / (1 + e);
            mu[i] = eta[i] >= 0 ? inverse : e * inverse;
            residual[i] = y[i] - mu[i];
            weight[i] = e * inverse * inverse;
            total += y[i] * eta[i] - Math.Max(eta[i], 0) - Math.Log(1 + e);
        }

        return total;
    }

    private static ReadOnlySpan<Vector256<double>> Vectors(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, Vector256<double>>(values);
}
