using System.Globalization;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Phantoms.Ct;

namespace Thca.Phantoms.Cohorts;

/// <summary>
/// A synthetic cohort in which the risk of distant metastasis truly depends on the lesion's heterogeneity and on clinical covariates. Patients
/// are drawn at once, their images one at a time on demand.
/// </summary>
public sealed class CohortPhantom
{
    private readonly RandomSeed _seed;

    private CohortPhantom(CohortPhantomOptions options, RandomSeed seed, IReadOnlyList<PhantomPatient> patients) =>
        (Options, _seed, Patients) = (options, seed, patients);

    /// <summary>What was asked for.</summary>
    public CohortPhantomOptions Options { get; }

    /// <summary>The patients in order of their identifiers.</summary>
    public IReadOnlyList<PhantomPatient> Patients { get; }

    /// <summary>Draws the patients of a cohort; no image is made yet.</summary>
    /// <param name="options">Size, imbalance, centre.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public static CohortPhantom Draw(CohortPhantomOptions options, RandomSeed seed)
    {
        options.Validate();
        int n = options.Patients;
        int digits = Math.Max(3, n.ToString(CultureInfo.InvariantCulture).Length);
        var ids = new string[n];
        var drawn = new (PhantomClinicalRecord Clinical, double Heterogeneity, LesionSide Side)[n];
        var logOdds = new double[n];
        for (int i = 0; i < n; i++)
        {
            ids[i] = options.IdPrefix + (i + 1).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
            drawn[i] = PatientSampler.Draw(options, seed.Stream("phantom-patient", ids[i]));
            logOdds[i] = options.Risk.LogOdds(drawn[i].Clinical, drawn[i].Heterogeneity);
        }

        double intercept = OutcomeSampler.Intercept(logOdds, options.Events);
        bool[] outcome = OutcomeSampler.Draw(logOdds, options.Events, seed.Stream("phantom-outcome", options.IdPrefix));
        var patients = new PhantomPatient[n];
        for (int i = 0; i < n; i++)
        {
            (PhantomClinicalRecord clinical, double heterogeneity, LesionSide side) = drawn[i];
            patients[i] = new PhantomPatient
            {
                Id = new PatientId(ids[i]),
                Clinical = clinical,
                Heterogeneity = heterogeneity,
                LogOdds = logOdds[i] + intercept,
                Risk = PatientSampler.Logistic(logOdds[i] + intercept),
                Metastasis = outcome[i],
                Image = PatientSampler.ImageOptions(options, clinical.TumorSize, heterogeneity, side),
            };
        }

        return new CohortPhantom(options, seed, patients);
    }

    /// <summary>Makes the CT of one patient.</summary>
    /// <param name="index">Position in <see cref="Patients"/>.</param>
    /// <param name="compute">Threads to use; default all cores.</param>
    /// <param name="ct">Stops between slices.</param>
    public NeckCtCase GenerateCase(int index, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        PhantomPatient patient = Patients[index];
        return NeckCtPhantom.Generate(patient.Image, _seed, patient.Id.Value, compute, ct: ct);
    }

    /// <summary>The clinical table: <c>PatientID</c>, the 28 columns of <see cref="PhantomClinicalRecord.Columns"/> and the outcome <c>M_stage</c> (M0, M1).</summary>
    public TextTable ClinicalTable() => new(
        [Thca.Core.Features.FeatureTable.PatientIdColumn, .. PhantomClinicalRecord.Columns, "M_stage"],
        Patients.Select(p => (IReadOnlyList<string>)[p.Id.Value, .. p.Clinical.Cells(), p.Metastasis ? "M1" : "M0"]),
        "clinical.csv");
}
