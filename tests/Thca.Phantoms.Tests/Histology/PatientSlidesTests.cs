using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Phantoms.Cohorts;
using Thca.Phantoms.Histology;

namespace Thca.Phantoms.Tests.Histology;

public class PatientSlidesTests
{
    private static readonly CohortPhantom Cohort = CohortPhantom.Draw(new CohortPhantomOptions { Patients = 200 }, new RandomSeed(42));

    [Fact]
    public void Spread_FallsWithTheRisk()
    {
        Assert.InRange(Correlation(new PatientSlideOptions()), -0.95, -0.8);
        Assert.InRange(Correlation(new PatientSlideOptions { Effect = 0 }), -0.2, 0.2);
        Assert.InRange(Correlation(new PatientSlideOptions { Effect = -0.3 }), 0.8, 0.95);
    }

    [Fact]
    public void Slides_AreReproducible_AndDifferByPatient()
    {
        IReadOnlyList<HistologyPhantom> one = PatientSlides.Of(Cohort, new RandomSeed(1)), two = PatientSlides.Of(Cohort, new RandomSeed(1));
        Assert.Equal(one.Select(s => s.Options.SizeSpread), two.Select(s => s.Options.SizeSpread));
        Assert.Equal(200, one.Select(s => s.Options.StainRotation).Distinct().Count());
        Assert.All(one, s => Assert.Equal((512, 512), (s.Options.Width, s.Options.Height)));
        Assert.All(PatientSlides.Of(Cohort, new RandomSeed(1), new PatientSlideOptions { StainVariation = 0 }), s => Assert.Equal(0, s.Options.StainRotation));
    }

    [Fact]
    public void Options_NameEverythingOutsideItsRange() =>
        Assert.Equal(2, Assert.Throws<OptionsException>(() => PatientSlides.Of(Cohort, default, new PatientSlideOptions { Side = 1, Effect = 9 })).Problems.Count);

    private static double Correlation(PatientSlideOptions options)
    {
        double[] spread = [.. PatientSlides.Of(Cohort, new RandomSeed(3), options).Select(s => Math.Log(s.Options.SizeSpread))], risk = [.. Cohort.Patients.Select(p => p.LogOdds)];
        double ms = spread.Average(), mr = risk.Average();
        double covariance = spread.Zip(risk, (s, r) => (s - ms) * (r - mr)).Sum();
        return covariance / Math.Sqrt(spread.Sum(s => (s - ms) * (s - ms)) * risk.Sum(r => (r - mr) * (r - mr)));
    }
}
