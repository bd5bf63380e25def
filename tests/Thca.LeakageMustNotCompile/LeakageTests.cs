using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Thca.LeakageMustNotCompile;

/// <summary>Code that would let held-out patients take part in learning is a compile error.</summary>
public sealed class LeakageTests
{
    private const string Cannot = "CS1503";

    public static TheoryData<string, string> Attempts => new()
    {
        { "boosting on held-out rows", "LightGbmTrainer.Train(held, new LightGbmOptions(), 1);" },
        { "boosting on bare rows", "LightGbmTrainer.Train(held.Data, new LightGbmOptions(), 1);" },
        { "preprocessing fitted on held-out rows", "FittedPreprocessing.Fit(held, new bool[3], new PreprocessingOptions());" },
        { "ranking features on held-out rows", "CompositeRanking.Rank(held, modalities, new CompositeOptions(), RandomSeed.Default, \"x\");" },
        { "eliminating features on held-out rows", "FeatureElimination.Run(held, new EliminationOptions(), 1);" },
        { "resampling held-out rows", "Resampler.Apply(held, new ResamplingOptions(), RandomSeed.Default, \"x\");" },
        { "calibrating on held-out predictions", "Calibrator.Fit(heldScores);" },
        { "calibrating on bare predictions", "Calibrator.Fit(heldScores.Data);" },
        { "choosing a threshold on held-out predictions", "ThresholdSelector.Choose(heldScores);" },
        { "training on an external cohort", "CritTrainer.Train(external);" },
        { "stopping early on held-out rows", "LightGbmTrainer.Train(train, held, new LightGbmOptions(), 1);" },
        { "opening the external cohort before a model is frozen", "sealed_.Open(folder: \".\");" },
        { "validating externally on development rows", "ExternalValidation.Evaluate(artifact, developmentRecords, outcome);" },
    };

    [Theory]
    [MemberData(nameof(Attempts))]
    public void Attempt_does_not_compile(string what, string statement)
    {
        ImmutableArray<Diagnostic> errors = Errors(statement);
        Assert.False(errors.IsEmpty, $"{what} compiles.");
        Assert.All(errors, e => Assert.Contains(e.Id, new[] { Cannot, "CS7036", "CS1739", "CS1501" }));
    }

    [Theory]
    [InlineData("LightGbmTrainer.Train(train, new LightGbmOptions(), 1);")]
    [InlineData("FittedPreprocessing.Fit(train, new bool[3], new PreprocessingOptions()).Apply(held.Data.Features);")]
    [InlineData("ThresholdSelector.Choose(trainScores); Calibrator.Fit(trainScores).Apply(heldScores.Data.Scores);")]
    [InlineData("CritTrainer.Train(development);")]
    [InlineData("ExternalValidation.Evaluate(artifact, externalRecords, outcome);")]
    public void Honest_use_compiles(string statement) => Assert.Empty(Errors(statement));

    private static ImmutableArray<Diagnostic> Errors(string statement)
    {
        string source = $$"""
            using Thca.Core.Cohorts; using Thca.Core.Randomness; using Thca.Modeling.Calibration; using Thca.Modeling.Data; using Thca.Modeling.Imbalance;
            using Thca.Modeling.LightGbm; using Thca.Modeling.Preprocessing; using Thca.Modeling.Runtime.Artifact; using Thca.Modeling.Selection;
            using Thca.Modeling.Thresholds; using Thca.Modeling.Training; using Thca.Modeling.Validation;
            static class Attempt
            {
                static void Run(TrainingFold<LabelledMatrix> train, EvaluationFold<LabelledMatrix> held, Modality[] modalities, TrainingFold<ScoredPatients> trainScores,
                    EvaluationFold<ScoredPatients> heldScores, TrainingFold<TrainingTable> development, EvaluationFold<TrainingTable> external, SealedCohort sealed_,
                    CritArtifact artifact, TrainingFold<PatientRecords> developmentRecords, EvaluationFold<PatientRecords> externalRecords, OutcomeColumn outcome)
                {
                    {{statement}}
                }
            }
            """;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        MetadataReference[] references = [.. trusted.Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p))];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "attempt", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
    }
}
