using MathNet.Numerics.Distributions;

namespace Thca.Modeling.Metrics;

/// <summary>Tests of two decision rules on the same patients.</summary>
public static class PairedComparison
{
    /// <summary>Exact McNemar test: p = min(1, 2 · P(X ≤ min(b, c))), X binomial with b + c trials and one half.</summary>
    /// <param name="onlyFirst">Patients the first rule alone gets right.</param>
    /// <param name="onlySecond">Patients the second rule alone gets right.</param>
    public static double McNemar(int onlyFirst, int onlySecond)
    {
        int discordant = onlyFirst + onlySecond;
        return discordant == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, discordant, Math.Min(onlyFirst, onlySecond)));
    }

    /// <summary>McNemar test of sensitivity (<paramref name="among"/> true) or specificity (false).</summary>
    public static double McNemar(ReadOnlySpan<bool> outcome, ReadOnlySpan<bool> first, ReadOnlySpan<bool> second, bool among)
    {
        int onlyFirst = 0, onlySecond = 0;
        for (int i = 0; i < outcome.Length; i++)
        {
            if (outcome[i] != among || first[i] == second[i]) continue;
            if (first[i] == among) onlyFirst++;
            else onlySecond++;
        }

        return McNemar(onlyFirst, onlySecond);
    }
}
