using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Artifacts;
using Thca.Modeling.Data;
using Thca.Modeling.Output;
using Thca.Modeling.Prediction;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Training;
using Thca.Phantoms.Cohorts;
using Thca.Phantoms.Ct;
using Thca.Phantoms.Writing;
using Thca.Pipelines.Cohorts;
using Thca.Pipelines.Radiomics;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Data;
using Thca.Proteomics.Reporting;
using Thca.Radiomics;

namespace Thca.Pipelines.Demo;

/// <summary>
/// The study in small, on generated patients: CT and masks, radiomics, a cross-validated CRIT model, and a new patient's risk. Every step
/// writes the files that the command line writes, so a user can repeat each with <c>thca</c>.
/// </summary>
public static class DemoStudy
{
    private const string NewPatient = "NEW-PATIENT";

    // About eight events support a handful of features, not twenty.
    private const int MaxFeatures = 5;

    /// <summary>Runs the study. A second run in the same folder takes over what is unchanged.</summary>
    /// <param name="folder">Where all files go.</param>
    /// <param name="options">Size of the study.</param>
    /// <param name="seed">Seed of everything random.</param>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="progress">Patients or folds finished, stage by stage.</param>
    /// <param name="ct">Stops between patients; finished ones are kept.</param>
    public static DemoResult Run(
        string folder,
        DemoOptions options,
        RandomSeed seed,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options.Validate();
        string cohortFolder = Path.Combine(folder, "cohort"), radiomicsTable = Path.Combine(folder, "radiomics.csv");
        string clinicalTable = Path.Combine(cohortFolder, "clinical.csv"), cohortFile = Path.Combine(cohortFolder, "cohort.csv");
        CohortPhantom cohort = PhantomCohortWriter.Write(cohortFolder, options.Cohort, seed, compute, progress, ct);
        var radiomics = new RadiomicsRun(new RadiomicsRunOptions { Extraction = RadiomicsProfiles.Thca, FullNames = false });
        CohortRun extracted = radiomics.Extract(CohortFile.Read(cohortFile), radiomicsTable, [cohortFile], compute, progress, ct);
        CritTrainingResult model = Train(radiomicsTable, clinicalTable, seed, compute, progress, ct);
        TrainingFiles.Write(model, folder, seed: seed, compute: compute, ct: ct);
        ProteinStudy proteins = AnalyzeProteins(folder, cohortFolder, seed, compute, progress, ct);
        return new DemoResult(cohort, extracted, model, proteins, PredictNewPatient(folder, options, radiomics, seed, compute, ct));
    }

    private static ProteinStudy AnalyzeProteins(
        string folder, string cohortFolder, RandomSeed seed, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        string panel = Path.Combine(cohortFolder, "proteins.csv"), groups = Path.Combine(folder, TrainingFiles.RiskGroups);
        ProteinTable table = ProteinTableReader.Read(TextTable.Read(panel), TextTable.Read(groups));
        ProteinStudy study = ProteinAnalyzer.Analyze(table, new ProteinAnalysisOptions(), seed, compute, progress, ct);
        ProteinAnalysisWriter.Write(Path.Combine(folder, "proteins"), new ProteinAnalysis { Study = study }, Hashed(panel, groups));
        return study;
    }

    private static ProvenanceInput[] Hashed(params string[] files) => [.. files.Select(f => new ProvenanceInput(Path.GetFileName(f), ContentHash.OfFile(f).Hex))];

    private static CritTrainingResult Train(
        string features, string clinical, RandomSeed seed, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        OutcomeColumn outcome = OutcomeColumn.Read(clinical + ":M_stage");
        TrainingTable table = TrainingTable.Create(
            FeatureTableIntake.Read([new FeatureSource(features)], new IntakeOptions { OutcomeColumn = outcome.Name }), outcome);
        var options = new CritTrainingOptions
        {
            Pipeline = new PipelineOptions { MaxFeatures = MaxFeatures },
            Inputs = Hashed(features, clinical),
        };
        return CritTrainer.Train(new TrainingFold<TrainingTable>(table, "development"), options, seed, compute, progress, ct);
    }

    private static DemoPrediction PredictNewPatient(
        string folder, DemoOptions options, RadiomicsRun radiomics, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        string patientFolder = Path.Combine(folder, "new-patient"), table = Path.Combine(patientFolder, "radiomics.csv");
        var image = new NeckCtOptions
        {
            Size = options.Cohort.Size, Spacing = options.Cohort.Spacing, LesionDiameter = options.NewPatientLesion, Heterogeneity = options.NewPatientHeterogeneity,
        };
        PhantomCaseWriter.Write(patientFolder, image, new RandomSeed(seed.DeriveInt32("demo", NewPatient)), compute, ct: ct);
        var newCase = new CohortCase(new PatientId(NewPatient), Path.Combine(patientFolder, "ct.nii.gz"), Path.Combine(patientFolder, "labels.nii.gz"));
        radiomics.Extract([newCase], table, compute: compute, ct: ct);

        // The frozen file is all a clinical host has; it is read back and run in managed code.
        var model = new CritRiskModel(CritModel.Load(Path.Combine(folder, TrainingFiles.Model)));
        PatientRecords records = FeatureTableIntake.Read([new FeatureSource(table)], new IntakeOptions { KeepIncomplete = true });
        PredictionTable.Predict(model, records).Write(Path.Combine(folder, "predictions.csv"));
        (string patient, CritPrediction prediction) = model.Predict(records)[0];
        return new DemoPrediction(patient, prediction.Probability, prediction.Groups.GetValueOrDefault(RiskSchemes.Clinical, ""));
    }
}
