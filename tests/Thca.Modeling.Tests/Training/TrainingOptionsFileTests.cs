using Thca.Core.Errors;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Imbalance;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Training;

namespace Thca.Modeling.Tests.Training;

public sealed class TrainingOptionsFileTests
{
    [Fact]
    public void Values_are_laid_over_the_preset_and_the_rest_is_kept()
    {
        CritTrainingOptions options = TrainingOptionsFile.Parse("""
            {
              // other sections belong to other stages
              "clinical": { "whatever": 1 },
              "model": {
                "preset": "quick",
                "search": { "trials": 7, "imbalance": ["ClassWeight", "Smote"], "sampler": { "startupTrials": 3 } },
                "pipeline": { "boosting": { "learningRate": 0.07 } },
                "combinations": ["Clinical+Radiomics", "Clinical_iTED"],
                "calibration": "beta",
                "fixedCuts": [0.1, 0.4],
                "declarations": { "author": "A. Author", "features": { "TSH": { "unit": "m[IU]/L", "unitStatus": "confirmed", "timing": "PostOperative" } } }
              }
            }
            """);
        Assert.Equal((3, 1, 7, 3), (options.Validation.Folds, options.Validation.Repeats, options.Search.Trials, options.Search.Sampler.StartupTrials));
        Assert.Equal([ResamplingMethod.ClassWeight, ResamplingMethod.Smote], options.Search.Imbalance);
        Assert.Equal(0.07, options.Pipeline.Boosting.LearningRate);
        Assert.Equal(SelectionMethod.Elimination, options.Pipeline.Selection);
        Assert.Equal(["Clinical+Radiomics", "Clinical+iTED"], options.Combinations.Select(c => c.Name));
        Assert.Equal(CalibrationMethod.Beta, options.Calibration);
        Assert.Equal([0.1, 0.4], options.FixedCuts);
        Assert.Equal((CritUnitStatus.Confirmed, CritTiming.PostOperative), (options.Declarations.Features["TSH"].UnitStatus, options.Declarations.Features["TSH"].Timing));
    }

    [Fact]
    public void An_empty_section_gives_the_defaults()
    {
        CritTrainingOptions options = TrainingOptionsFile.Parse("""{ "model": {} }""");
        Assert.Equal(UnitStore.Settings(new CritTrainingOptions()), UnitStore.Settings(options));
        Assert.Equal(UnitStore.Settings(CritTrainingOptions.Preset("full")), UnitStore.Settings(TrainingOptionsFile.Parse("""{ "model": { "preset": "quick" } }""", preset: "full")));
        Assert.Equal(FeatureCombination.All.Count, TrainingOptionsFile.Parse($$"""{ "model": { "combinations": [{{string.Join(',', FeatureCombination.All.Select(c => $"\"{c.Name}\""))}}] } }""").Combinations.Count);
    }

    [Theory]
    [InlineData("""{ "model": { "search": { "trails": 3 } } }""", "model.search.trails")]
    [InlineData("""{ "model": { "serch": {} } }""", "model.serch")]
    [InlineData("""{ "model": { "checkpointFolder": "x" } }""", "model.checkpointFolder")]
    [InlineData("""{ "model": { "declarations": { "features": { "TSH": { "units": "1" } } } } }""", "model.declarations.features.TSH.units")]
    [InlineData("""{ "model": { "search": { "trials": "many" } } }""", "model.search.trials")]
    [InlineData("""{ "model": { "search": { "trials": 0 } } }""", "Trials is 0")]
    [InlineData("""{ "model": { "search": 3 } }""", "model.search")]
    [InlineData("""{ "model": { "threshold": null } }""", "model.threshold")]
    [InlineData("""{ "model": { "calibration": "magic" } }""", "model.calibration")]
    [InlineData("""{ "model": { "combinations": ["Everything"] } }""", "Everything")]
    [InlineData("""{ "model": { "preset": "huge" } }""", "huge")]
    [InlineData("""{ "model": { "preset": 3 } }""", "model.preset")]
    [InlineData("""{ "modle": {} }""", "\"model\"")]
    [InlineData("[1]", "\"model\"")]
    [InlineData("{ \"model\": {", "not JSON")]
    [InlineData("""{ "model": { "calibration": "none", "calibration": "beta" } }""", "not JSON")]
    [InlineData("""{ "model": { "declarations": { "features": { "X": { "extractionId": "a", "extractionSha256": "zz" } } } } }""", "extractionSha256")]
    public void What_is_wrong_is_named(string text, string named) =>
        Assert.Contains(named, Assert.Throws<OptionsException>(() => TrainingOptionsFile.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Several_problems_are_told_at_once() =>
        Assert.Equal(2, Assert.Throws<OptionsException>(() => TrainingOptionsFile.Parse("""{ "model": { "a": 1, "search": { "b": 2 } } }""")).Problems.Count);
}
