using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Core.Tables;

namespace Thca.Phantoms.Cohorts;

/// <summary>
/// Feature tables of a synthetic cohort drawn directly, without images: what radiomics, iTED and the 3-D ITHscore would see of the patients' lesions.
/// Each modality reads the heterogeneity of the lesion with its own error, so that combining them helps; features are correlated through it, the
/// tumour's size and four nuisance textures; the law of every feature is the same in all cohorts, while <see cref="CohortPhantomOptions.CenterShift"/>
/// moves and stretches features and adds noise, as another scanner would.
/// </summary>
public sealed class FeaturePhantom
{
    private const int Nuisances = 4;
    private readonly CohortPhantom _cohort;
    private readonly RandomSeed _seed;
    private readonly Lesion[] _lesions;

    private FeaturePhantom(CohortPhantom cohort, RandomSeed seed)
    {
        (_cohort, _seed) = (cohort, seed);
        _lesions = [.. cohort.Patients.Select(p => Lesion.Of(p, cohort.Options, seed.Stream("phantom-lesion", p.Id.Value)))];
    }

    /// <summary>The feature tables of a cohort.</summary>
    /// <param name="cohort">The patients.</param>
    /// <param name="seed">The run's seed.</param>
    public static FeaturePhantom Of(CohortPhantom cohort, RandomSeed seed) => new(cohort, seed);

    /// <summary><c>PatientID</c> and 107 radiomics features with PyRadiomics' names.</summary>
    public TextTable Radiomics() => Table(
        "radiomics.csv",
        [.. PhantomFeatureNames.OfShape.Select(n => ($"original_{n}", Law.Of(n, shape: true, informative: 0))), .. PhantomFeatureNames.OfTexture.Select(n => ($"original_{n}", Law.Of(n, shape: false, informative: 0.35)))],
        l => l.Radiomics);

    /// <summary><c>PatientID</c> and 93 iTED features.</summary>
    public TextTable ITed() => Table("ited.csv", [.. PhantomFeatureNames.OfTexture.Select(n => ($"iTED_{n}", Law.Of($"iTED_{n}", shape: false, informative: 0.6)))], l => l.ITed);

    /// <summary><c>PatientID</c> and <c>3D_ITHscore</c>, 0 to 1.</summary>
    public TextTable IthScore() => new(
        [FeatureTable.PatientIdColumn, "3D_ITHscore"],
        _cohort.Patients.Select((p, i) => (IReadOnlyList<string>)[p.Id.Value, NumberText.Format(Math.Clamp(_lesions[i].IthScore, 0, 1))]),
        "ithscore.csv");

    /// <summary>Writes <c>clinical.csv</c>, <c>radiomics.csv</c>, <c>ited.csv</c>, <c>ithscore.csv</c> and <c>truth.csv</c> (<c>PatientID,M1,LogOdds,Risk,Heterogeneity,Center</c>).</summary>
    /// <param name="folder">Folder to write to; created if needed.</param>
    public void Write(string folder)
    {
        TextTable truth = new(
            [FeatureTable.PatientIdColumn, "M1", "LogOdds", "Risk", "Heterogeneity", "Center"],
            _cohort.Patients.Select(p => (IReadOnlyList<string>)[p.Id.Value, p.Metastasis ? "1" : "0", NumberText.Format(p.LogOdds), NumberText.Format(p.Risk), NumberText.Format(p.Heterogeneity), _cohort.Options.Center]),
            "truth.csv");
        foreach (TextTable table in new[] { _cohort.ClinicalTable(), Radiomics(), ITed(), IthScore(), truth }) table.Write(Path.Combine(folder, table.Source));
    }

    private TextTable Table(string source, (string Name, Law Law)[] features, Func<Lesion, double> read)
    {
        double shift = _cohort.Options.CenterShift;
        return new TextTable(
            [FeatureTable.PatientIdColumn, .. features.Select(f => f.Name)],
            _cohort.Patients.Select((p, i) =>
            {
                RandomStream noise = _seed.Stream($"phantom-features/{source}", p.Id.Value);
                return (IReadOnlyList<string>)[p.Id.Value, .. features.Select(f => NumberText.Format(f.Law.Value(read(_lesions[i]), _lesions[i], shift, noise.NextNormal())))];
            }),
            source);
    }

    /// <summary>What the modalities see of one lesion, standardised.</summary>
    private sealed record Lesion(double Radiomics, double ITed, double IthScore, double Size, double[] Nuisance)
    {
        private const double MeanHeterogeneity = 0.5;
        private const double DeviationOfHeterogeneity = 0.27;

        public static Lesion Of(PhantomPatient patient, CohortPhantomOptions options, RandomStream random)
        {
            double blur = 1 + 0.25 * Math.Max(0, options.CenterShift), h = (patient.Heterogeneity - MeanHeterogeneity) / DeviationOfHeterogeneity;
            double radiomics = h + 0.8 * blur * random.NextNormal(), ited = h + 0.6 * blur * random.NextNormal();
            double score = 0.5 + 0.16 * (h + 0.7 * blur * random.NextNormal());
            return new Lesion(radiomics, ited, score, Math.Log2(patient.Clinical.TumorSize / 1.4) / 0.6, [.. Enumerable.Range(0, Nuisances).Select(_ => random.NextNormal())]);
        }
    }

    /// <summary>How a feature follows from a lesion; fixed by the feature's name, so that every cohort has the same.</summary>
    private sealed record Law(double Heterogeneity, double Size, double[] Nuisance, double Noise, double Location, double Scale, double Drift)
    {
        public static Law Of(string name, bool shape, double informative)
        {
            RandomStream random = new RandomSeed(0).Stream("phantom-feature-law", name);
            double Weight(double most) => (random.NextDouble() < 0.5 ? -1 : 1) * most * (0.5 + 0.5 * random.NextDouble());
            bool follows = random.NextDouble() < informative;
            double heterogeneity = Weight(0.9), size = Weight(shape ? 1.2 : 0.4), scale = Math.Exp(2 * random.NextNormal());
            return new Law(
                follows ? heterogeneity : 0, size, [.. Enumerable.Range(0, Nuisances).Select(_ => random.NextDouble() < 0.4 ? Weight(0.8) : 0)], 0.4 + 0.4 * random.NextDouble(), 5 * scale * random.NextNormal(), scale, 0.3 * random.NextNormal());
        }

        public double Value(double read, Lesion lesion, double shift, double noise)
        {
            double value = Heterogeneity * read + Size * lesion.Size + (1 + 0.25 * Math.Max(0, shift)) * Noise * noise;
            for (int i = 0; i < Nuisance.Length; i++) value += Nuisance[i] * lesion.Nuisance[i];
            return Location + Scale * (Drift * shift + (1 + 0.08 * shift) * value);
        }
    }
}
