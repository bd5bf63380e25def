using Thca.Core.Randomness;

namespace Thca.Phantoms.Cohorts;

/// <summary>
/// Draws outcomes from a logistic model with an exact number of events: y = 1 for the largest values of log odds plus logistic noise, the
/// latent-variable form of logistic regression with the threshold at the wanted count.
/// </summary>
internal static class OutcomeSampler
{
    public static bool[] Draw(ReadOnlySpan<double> logOdds, int events, RandomStream random)
    {
        var latent = new double[logOdds.Length];
        for (int i = 0; i < latent.Length; i++)
        {
            double u = random.NextDouble();
            latent[i] = logOdds[i] + Math.Log((u + 1e-12) / (1 - u));
        }

        var outcome = new bool[latent.Length];
        foreach (int i in Enumerable.Range(0, latent.Length).OrderByDescending(i => latent[i]).Take(events)) outcome[i] = true;
        return outcome;
    }

    /// <summary>The intercept at which the probabilities sum to the number of events, by bisection.</summary>
    public static double Intercept(double[] logOdds, int events)
    {
        double low = -60, high = 60;
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            if (logOdds.Sum(x => PatientSampler.Logistic(x + middle)) < events) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
