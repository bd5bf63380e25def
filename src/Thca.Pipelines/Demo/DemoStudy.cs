using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Heterogeneity;
using Thca.Heterogeneity.Ited;
using Thca.Heterogeneity.Ith;
using Thca.Heterogeneity.Stability;
using Thca.Modeling.Artifacts;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Output;
using Thca.Modeling.Prediction;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Thresholds;
using Thca.Modeling.Training;
using Thca.Phantoms.Cohorts;
using Thca.Phantoms.Ct;
using Thca.Phantoms.Writing;
using Thca.Pipelines.Cohorts;
using Thca.Pipelines.Heterogeneity;
using Thca.Pipelines.Radiomics;
using Thca.Pipelines.Segmentation;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Data;
using Thca.Proteomics.Reporting;
using Thca.Radiomics;
using Thca.Statistics.Roc;
using Thca.Torch;

namespace Thca.Pipelines.Demo;

/// <summary>
/// The study in small, on generated patients: CT and masks, radiomics, habitats, a cross-validated CRIT model, proteins, and a new patient's
/// risk. Every step writes the files that the command line writes, so a user can repeat each with <c>thca</c>.
/// </summary>
public sealed class DemoStudy
{
    private const string NewPatient = "NEW-PATIENT";

    // About eight events support a handful of features, and neither a search nor a calibrator.
    private const int MaxFeatures = 5;
    private const int MostFolds = 5;

    private readonly DemoFiles _files;
    private readonly DemoOptions _options;
    private readonly RandomSeed _seed;
    private readonly RadiomicsRun _radiomics;
    private readonly HeterogeneityRun _heterogeneity;

    /// <summary>Prepares a study.</summary>
    /// <param name="folder">Where all files go.</param>
    /// <param name="options">Size of the study.</param>
    /// <param name="seed">Seed of everything random.</param>
    /// <exception cref="Core.Errors.OptionsException">Too few patients, or the cohort's settings are out of range.</exception>
    public DemoStudy(string folder, DemoOptions options, RandomSeed seed)
    {
        options.Validate();
        (_files, _options, _seed) = (new DemoFiles(folder), options, seed);
        _radiomics = new RadiomicsRun(new RadiomicsRunOptions { Extraction = RadiomicsProfiles.Thca, FullNames = false });

        // The model needs the scores, not their intervals, which would take most of the demo's time.
        _heterogeneity = new HeterogeneityRun(new HeterogeneityRunOptions
        {
            Analysis = new TitanOptions
            {
                Seed = seed,
                Ited = new ItedOptions { BootstrapReplicates = 0 },
                Ith = new IthOptions { BootstrapReplicates = 0 },
                Stability = new StabilityOptions { Runs = 0 },
            },
        });
    }

    /// <summary>Runs the study. A second run in the same folder takes over what is unchanged.</summary>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="progress">Patients or folds finished, stage by stage.</param>
    /// <param name="ct">Stops between patients; finished ones are kept.</param>
    public DemoResult Run(ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        CohortPhantom cohort = PhantomCohortWriter.Write(_files.CohortFolder, _options.Cohort, _seed, compute, progress, ct);
        IReadOnlyList<CohortCase> cases = CohortFile.Read(_files.Cohort);
        CohortRun radiomics = _radiomics.Extract(cases, DemoFiles.Radiomics(_files.Folder), [_files.Cohort], compute, progress, ct);
        CohortRun habitats = _heterogeneity.Analyze(cases, DemoFiles.Heterogeneity(_files.Folder), [_files.Cohort], compute, progress, ct);
        TrainingTable table = DevelopmentTable();
        CritTrainingResult model = Train(table, compute, progress, ct);
        CritTrainingResult radiomicsOnly = Train(table.SelectColumns(ColumnsOf(table, Modality.Radiomics)), compute, progress, ct);
        TrainingFiles.Write(model, _files.Folder, seed: _seed, compute: compute, ct: ct);
        ProteinStudy proteins = AnalyzeProteins(compute, progress, ct);
        DemoSlides slides = DemoPathology.Run(_files, cohort, _seed, compute, progress, ct);
        return new DemoResult(cohort, radiomics, habitats, model, Gain(radiomicsOnly, model), proteins, slides, PredictNewPatient(compute, ct))
        {
            Segmentation = Segment(compute, progress, ct),
        };
    }

    // The cohort's radiomics use the true masks: this part shows that masks can be had from CT alone.
    private IReadOnlyList<PhantomSegmentationCase> Segment(ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct) =>
        _options.Segmentation.Iterations == 0 || !TorchRuntime.IsAvailable ? [] : PhantomSegmentationStudy.Run(_files.Segmentation, _options.Segmentation, _seed, compute, progress, ct);

    private TrainingTable DevelopmentTable()
    {
        OutcomeColumn outcome = OutcomeColumn.Read(_files.Clinical + ":M_stage");
        return TrainingTable.Create(
            FeatureTableIntake.Read([.. DemoFiles.Features(_files.Folder).Select(f => new FeatureSource(f))], new IntakeOptions { OutcomeColumn = outcome.Name }), outcome);
    }

    private static int[] ColumnsOf(TrainingTable table, Modality modality) =>
        [.. Enumerable.Range(0, table.Features.Count).Where(c => table.Features[c].Modality == modality)];

    private CritTrainingResult Train(TrainingTable table, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        var options = new CritTrainingOptions
        {
            Validation = new CrossValidationOptions { Folds = Math.Clamp(table.Rows.Events, 2, MostFolds) },
            Pipeline = new PipelineOptions { MaxFeatures = MaxFeatures },
            Calibration = CalibrationMethod.None,
            Threshold = new ThresholdOptions { Strategy = ThresholdStrategy.Youden },
            Inputs = Hashed([.. DemoFiles.Features(_files.Folder), _files.Clinical]),
        };
        return CritTrainer.Train(new TrainingFold<TrainingTable>(table, "development"), options, _seed, compute, progress, ct);
    }

    // Same patients, same seed, hence the same folds: the difference is the features' alone.
    private static AucComparison Gain(CritTrainingResult without, CritTrainingResult with)
    {
        bool[] outcome = [.. with.OutOfFold.Where(p => p.Repeat == 0).Select(p => p.Outcome)];
        return DeLong.CompareMeans(outcome, Scores(with), Scores(without));
    }

    private static double[][] Scores(CritTrainingResult result) =>
        [.. result.OutOfFold.GroupBy(p => p.Repeat).Select(repeat => repeat.Select(p => p.ProbabilityRaw).ToArray())];

    private ProteinStudy AnalyzeProteins(ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        ProteinTable table = ProteinTableReader.Read(TextTable.Read(_files.ProteinPanel), TextTable.Read(_files.RiskGroups));
        ProteinStudy study = ProteinAnalyzer.Analyze(table, new ProteinAnalysisOptions(), _seed, compute, progress, ct);
        ProteinAnalysisWriter.Write(_files.Proteins, new ProteinAnalysis { Study = study }, Hashed(_files.ProteinPanel, _files.RiskGroups));
        return study;
    }

    private DemoPrediction PredictNewPatient(ComputeOptions? compute, CancellationToken ct)
    {
        string folder = _files.NewPatientFolder;
        var image = new NeckCtOptions
        {
            Size = _options.Cohort.Size, Spacing = _options.Cohort.Spacing, LesionDiameter = _options.NewPatientLesion, Heterogeneity = _options.NewPatientHeterogeneity,
        };
        PhantomCaseWriter.Write(folder, image, new RandomSeed(_seed.DeriveInt32("demo", NewPatient)), compute, ct: ct);
        CohortCase[] cases = [new CohortCase(new PatientId(NewPatient), Path.Combine(folder, "ct.nii.gz"), Path.Combine(folder, "labels.nii.gz"))];
        _radiomics.Extract(cases, DemoFiles.Radiomics(folder), compute: compute, ct: ct);
        _heterogeneity.Analyze(cases, DemoFiles.Heterogeneity(folder), compute: compute, ct: ct);

        // The frozen file is all a clinical host has; it is read back and run in managed code.
        var model = new CritRiskModel(CritModel.Load(_files.Model));
        PatientRecords records = FeatureTableIntake.Read(
            [.. DemoFiles.Features(folder).Select(f => new FeatureSource(f))], new IntakeOptions { KeepIncomplete = true });
        PredictionTable.Predict(model, records).Write(_files.Predictions);
        (string patient, CritPrediction prediction) = model.Predict(records)[0];
        return new DemoPrediction(patient, prediction.Probability, prediction.Groups.GetValueOrDefault(RiskSchemes.Clinical, ""));
    }

    private static ProvenanceInput[] Hashed(params string[] files) => [.. files.Select(ProvenanceInput.OfFile)];
}
