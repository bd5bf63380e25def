using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Phantoms.Cohorts;

namespace Thca.Phantoms.Proteins;

/// <summary>
/// A synthetic protein panel for a cohort. The expression of protein p in a patient is effect·z + √(1 - effect²)·(√c·shared + √(1 - c)·own), with z
/// the standardised log odds of metastasis: the truth that a comparison of risk groups should find, and nothing where the effect is 0.
/// </summary>
public static class ProteinPhantom
{
    private static readonly string[] Labels = ["Negative", "Weak Positive", "Moderate Positive", "Strong Positive"];

    /// <summary>Draws the panel: <c>PatientID,M_stage</c> and one column per protein.</summary>
    /// <param name="cohort">The patients.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="options">Proteins and effects; default <see cref="ProteinPhantomOptions"/>.</param>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public static TextTable Draw(CohortPhantom cohort, RandomSeed seed, ProteinPhantomOptions? options = null)
    {
        options ??= new ProteinPhantomOptions();
        options.Validate();
        double mean = cohort.Patients.Average(p => p.LogOdds);
        double sd = Math.Sqrt(cohort.Patients.Average(p => (p.LogOdds - mean) * (p.LogOdds - mean)));
        return new TextTable(
            [FeatureTable.PatientIdColumn, "M_stage", .. options.Proteins.Select(p => p.Column)],
            cohort.Patients.Select(p => (IReadOnlyList<string>)
            [
                p.Id.Value, p.Metastasis ? "M1" : "M0", .. Row((p.LogOdds - mean) / sd, seed.Stream("phantom-proteins", p.Id.Value), options),
            ]),
            "proteins.csv");
    }

    private static string[] Row(double risk, RandomStream random, ProteinPhantomOptions options)
    {
        double shared = random.NextNormal();
        var cells = new string[options.Proteins.Count];
        for (int i = 0; i < cells.Length; i++)
        {
            double effect = options.Proteins[i].Effect;
            double rest = Math.Sqrt(options.CommonShare) * shared + Math.Sqrt(1 - options.CommonShare) * random.NextNormal();
            double expression = effect * risk + Math.Sqrt(1 - effect * effect) * rest;
            bool missing = random.NextDouble() < options.MissingRate;
            cells[i] = missing ? "" : options.Intensities ? NumberText.Format(Math.Round(200 * Math.Exp(0.5 * expression), 1)) : Labels[Grade(expression)];
        }

        return cells;
    }

    private static int Grade(double expression) => expression switch { < -0.8 => 0, < 0 => 1, < 0.9 => 2, _ => 3 };
}
