using Thca.Core.Randomness;

namespace Thca.Phantoms.Cohorts;

/// <summary>
/// Draws blood values near the reference ranges. Thyroglobulin rises with tumour size and nodal disease; nothing else here knows of the tumour.
/// </summary>
internal static class LaboratorySampler
{
    public static IReadOnlyList<double> Draw(bool male, double tumourSize, bool nodal, double missingRate, RandomStream random)
    {
        double Normal(double mean, double sd, double least, int digits) => Math.Round(Math.Max(least, mean + sd * random.NextNormal()), digits);
        double LogNormal(double median, double sigma) => Math.Round(Math.Max(0.01, median * Math.Exp(sigma * random.NextNormal())), 2);
        double ne = Normal(3.7, 1.1, 1.1, 2), lym = Normal(1.9, 0.5, 0.5, 2), mono = Normal(0.42, 0.12, 0.1, 2);
        double eos = LogNormal(0.12, 0.7), baso = Normal(0.03, 0.015, 0, 2), platelets = Normal(242, 55, 60, 0);
        double wbc = Math.Round(ne + lym + mono + eos + baso, 2);
        double rbc = Normal(male ? 4.9 : 4.4, 0.4, 2.8, 2), hgb = Normal(male ? 148 : 130, 11, 75, 0);
        double thyroglobulin = LogNormal(22 * Math.Pow(tumourSize / 1.4, 0.6) * (nodal ? 1.4 : 1), 0.9);
        double[] values =
        [
            wbc, rbc, platelets, hgb, lym, mono, ne, eos, baso,
            0, 0, 0, 0,
            LogNormal(2.1, 0.6), thyroglobulin, LogNormal(14, 1.1), LogNormal(12, 1.2), Normal(5.3, 0.7, 3.2, 2),
        ];
        for (int i = 0; i < values.Length; i++)
            if (i is < 9 or > 12 && random.NextDouble() < missingRate) values[i] = double.NaN;
        Ratios(values);
        return values;
    }

    /// <summary>NLR, PLR, LMR and SII from the recorded counts; NaN where one of them was not measured.</summary>
    private static void Ratios(double[] v)
    {
        (double plt, double lym, double mono, double ne) = (v[2], v[4], v[5], v[6]);
        (v[9], v[10], v[11], v[12]) = (Math.Round(ne / lym, 3), Math.Round(plt / lym, 2), Math.Round(lym / mono, 3), Math.Round(plt * ne / lym, 2));
    }
}
