using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Phantoms.Cohorts;

namespace Thca.Phantoms.Histology;

/// <summary>
/// One slide per patient of a synthetic cohort. The spread of nuclear size, stain and texture within a slide is
/// exp(-effect · z + unexplained · noise), z being the patient's standardised log odds of metastasis: the truth a comparison of risk groups should find.
/// </summary>
public static class PatientSlides
{
    /// <summary>Describes the slide of every patient, in the cohort's order; nothing is drawn yet.</summary>
    /// <param name="cohort">The patients.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="options">Size, effect, variation.</param>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public static IReadOnlyList<HistologyPhantom> Of(CohortPhantom cohort, RandomSeed seed, PatientSlideOptions? options = null)
    {
        options ??= new PatientSlideOptions();
        options.Validate();
        double mean = cohort.Patients.Average(p => p.LogOdds), sd = Math.Sqrt(cohort.Patients.Average(p => (p.LogOdds - mean) * (p.LogOdds - mean)));
        return [.. cohort.Patients.Select(p => new HistologyPhantom(Slide(sd > 0 ? (p.LogOdds - mean) / sd : 0, seed.Stream("phantom-slide", p.Id.Value), options), seed, p.Id.Value))];
    }

    private static HistologyOptions Slide(double risk, RandomStream random, PatientSlideOptions options)
    {
        double Spread() => Math.Clamp(Math.Exp(-options.Effect * risk + options.Unexplained * random.NextNormal()), 0.2, 3);
        double Strength() => Math.Clamp(Math.Exp(0.12 * options.StainVariation * random.NextNormal()), 0.5, 2);
        return new HistologyOptions
        {
            Width = options.Side,
            Height = options.Side,
            Density = options.Density,
            SizeSpread = Spread(),
            StainSpread = Spread(),
            TextureSpread = Spread(),
            StainRotation = Math.Clamp(2.5 * options.StainVariation * random.NextNormal(), -6, 6),
            HaematoxylinStrength = Strength(),
            EosinStrength = Strength(),
        };
    }
}
