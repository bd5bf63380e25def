using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Thresholds;

namespace Thca.Modeling.Training;

/// <summary>How a CRIT model is developed and validated.</summary>
public sealed record CritTrainingOptions
{
    /// <summary>Cross-validation.</summary>
    /// <value>5x5</value>
    public CrossValidationOptions Validation { get; init; } = new();

    /// <summary>Steps inside every fold.</summary>
    /// <value>All steps, at most 20 features.</value>
    public PipelineOptions Pipeline { get; init; } = new() { MaxFeatures = 20 };

    /// <summary>Search for a configuration inside every training fold.</summary>
    /// <value>No search: one configuration.</value>
    public SearchOptions Search { get; init; } = new();

    /// <summary>Combinations of modalities that are compared.</summary>
    /// <value>Empty: one model of all features given.</value>
    public IReadOnlyList<FeatureCombination> Combinations { get; init; } = [];

    /// <summary>How probabilities are calibrated, by cross-fitting on inner predictions.</summary>
    /// <value><see cref="CalibrationMethod.Auto"/></value>
    public CalibrationMethod Calibration { get; init; } = CalibrationMethod.Auto;

    /// <summary>Operating threshold, chosen from inner out-of-fold probabilities.</summary>
    /// <value>Screening: sensitivity at least 0.90, negative predictive value at least 0.95.</value>
    public ThresholdOptions Threshold { get; init; } = new();

    /// <summary>Cuts of the fixed risk groups.</summary>
    /// <value>0.2, 0.5</value>
    public IReadOnlyList<double> FixedCuts { get; init; } = [0.2, 0.5];

    /// <summary>Bootstrap samples for the uncertainty of the ranking of combinations.</summary>
    /// <value>1000</value>
    public int RankingReplicates { get; init; } = 1000;

    /// <summary>Bootstrap samples for the range of the threshold.</summary>
    /// <value>200</value>
    public int ThresholdReplicates { get; init; } = 200;

    /// <summary>Intervals of metrics.</summary>
    /// <value>2000 bootstrap samples where no closed form exists.</value>
    public Metrics.MetricOptions Metrics { get; init; } = new();

    /// <summary>
    /// Row counts behind contributions and their base value: those of the (possibly resampled) rows that the trees were grown on, as LightGBM uses, or
    /// those of the development rows, whose mean margin is then the base value.
    /// </summary>
    /// <value><see cref="CritCoverSource.TrainingCounts"/></value>
    public CritCoverSource CoverSource { get; init; } = CritCoverSource.TrainingCounts;

    /// <summary>What only the owner of the study can say: units, timing, intended use, author.</summary>
    /// <value>Nothing declared.</value>
    public Declarations.StudyDeclarations Declarations { get; init; } = new();

    /// <summary>Folder in which finished folds are kept, so that an interrupted run goes on where it stopped.</summary>
    /// <value>null: nothing is kept.</value>
    public string? CheckpointFolder { get; init; }

    /// <summary>Input files with hashes, for the artifact's provenance.</summary>
    /// <value>None.</value>
    public IReadOnlyList<Core.Provenance.ProvenanceInput> Inputs { get; init; } = [];

    /// <summary>Settings of a named budget: quick (3x1 folds, 10 trials), standard (5x5, 30) or full (5x10, 100).</summary>
    /// <exception cref="Core.Errors.OptionsException">The name is none of them.</exception>
    public static CritTrainingOptions Preset(string name)
    {
        (int folds, int repeats, int trials, int inner) = name switch
        {
            "quick" => (3, 1, 10, 3),
            "standard" => (5, 5, 30, 5),
            "full" => (5, 10, 100, 5),
            _ => throw new Core.Errors.OptionsException([$"There is no preset '{name}'; known: quick, standard, full."]),
        };
        return new CritTrainingOptions
        {
            Validation = new CrossValidationOptions { Folds = folds, Repeats = repeats },
            Pipeline = new PipelineOptions { Selection = SelectionMethod.Elimination, MaxFeatures = 20 },
            Search = new SearchOptions { Trials = trials, InnerFolds = inner },
        };
    }

    /// <summary>Throws with every setting that is out of range.</summary>
    /// <exception cref="Core.Errors.OptionsException">At least one is.</exception>
    public void Validate()
    {
        Validation.Validate();
        Pipeline.Validate();
        Search.Validate();
        Threshold.Validate();
        Metrics.Validate();
        Declarations.Validate();
    }
}
