using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Modeling.Artifacts;
using Thca.Modeling.Baselines;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Explanations;
using Thca.Modeling.Metrics;
using Thca.Modeling.Ranking;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Selection;
using Thca.Modeling.Thresholds;
using Thca.Modeling.Validation;
using Thca.Statistics.Resampling;
using Thca.Statistics.Summaries;

namespace Thca.Modeling.Training;

/// <summary>Turns the outer folds and the final models into a result: metrics, ranking, artifact, risk groups.</summary>
internal sealed class ResultAssembly(TrainingTable table, IReadOnlyList<FeatureCombination> combinations, CritTrainingOptions options, RandomSeed seed)
{
    private const int FewTrees = 50;
    private const int FewFeatures = 5;

    public CritTrainingResult Assemble(UnitResult[] units, DevelopedModel[] finals, ComputeOptions? compute, CancellationToken ct)
    {
        CombinationResult[] results = [.. combinations.Select((c, i) => Combine(c, [.. units.Where(u => u.Combination == c.Name)], finals[i], compute, ct))];
        IReadOnlyList<RankedCombination> ranking = CombinationRanking.Rank(
            [.. finals.Select(f => (f.Combination.Name, f.Inner, f.Features.Count, f.Combination.Modalities.Count))], options.RankingReplicates, seed, compute, ct);
        int best = IndexOf(ranking[0].Name);
        PredictedCohort procedure = combinations.Count == 1 ? results[0].Predictions : PredictedCohort.OfRepeats(BestPerFold(units), options.Validation.Repeats);
        IReadOnlyDictionary<string, MetricEstimate> metrics = combinations.Count == 1 ? results[0].Metrics : MetricSuite.Estimate(procedure, options.Metrics, seed, "procedure", compute, ct);

        DevelopedModel final = finals[best];
        MetricEstimate range = ThresholdRange(final, compute, ct);
        ChosenThreshold[] thresholds = Thresholds(final);
        double shift = final.Model.Shift.LogOdds;
        RiskCuts cuts = RiskCuts.From(final.Inner.Probabilities[0], Array.ConvertAll(final.InnerLogOdds, s => s + shift), final.Threshold.Value, options.FixedCuts);
        IReadOnlyList<CalibratorComparison> calibrators = CalibratorComparison.Of(results[best], final.Calibration.Method, options.Metrics.Replicates, seed, compute, ct);
        var parts = new ArtifactParts(table, combinations[best].Columns(table.Features), final, thresholds, range, cuts, metrics, options, seed);
        CritArtifact artifact = ArtifactBuilder.Build(parts);
        return new CritTrainingResult
        {
            Artifact = artifact,
            OutOfFold = results[best].OutOfFold,
            Risks = Risks(results[best], cuts, shift),
            Metrics = metrics,
            Procedure = procedure,
            Combinations = results,
            CombinationRanking = ranking,
            Ranking = final.Ranking,
            Thresholds = thresholds,
            ThresholdRange = range,
            Calibrators = calibrators,
            Warnings = table.Remarks(),
            ModelWarnings = [.. CalibratorComparison.Warnings(calibrators), .. Simplicity(artifact)],
            Explanation = OutOfFoldExplainer.Explain(table, results[best]),
            ModelRows = final.Model.Prepared(table.Rows.Features.SelectColumns(combinations[best].Columns(table.Features))),
            Traits = PatientTraits.Of(table, SubgroupTable.ColumnsOf(options.Declarations)),
            Baselines = BaselineValidation.Run(table, options, seed, compute, ct),
        };
    }

    private CombinationResult Combine(FeatureCombination combination, UnitResult[] units, DevelopedModel final, ComputeOptions? compute, CancellationToken ct)
    {
        OutOfFoldPrediction[] predictions = Predictions(units);
        PredictedCohort cohort = PredictedCohort.OfRepeats(predictions, options.Validation.Repeats);
        string[] names = [.. combination.Columns(table.Features).Select(c => table.Features[c].Name)];
        Dictionary<string, int> index = names.Select((n, i) => (n, i)).ToDictionary(x => x.n, x => x.i, StringComparer.Ordinal);
        int[][] selected = [.. units.Select(u => u.Features.Select(f => index[f]).ToArray())];
        double[] frequency = SelectionStability.Frequency(selected, names.Length);
        return new CombinationResult
        {
            Combination = combination,
            OutOfFold = predictions,
            Predictions = cohort,
            Metrics = MetricSuite.Estimate(cohort, options.Metrics, seed, combination.Name, compute, ct),
            Folds = units,
            SelectionStability = SelectionStability.Nogueira(selected, names.Length),
            SelectionFrequency = names.Select((n, i) => (n, i)).ToDictionary(x => x.n, x => frequency[x.i], StringComparer.Ordinal),
            FinalSearch = final.Search,
        };
    }

    /// <summary>In every outer fold the combination that is best on its inner predictions predicts.</summary>
    private OutOfFoldPrediction[] BestPerFold(UnitResult[] units)
    {
        IEnumerable<UnitResult> chosen = units.GroupBy(u => (u.Repeat, u.Fold)).Select(group =>
        {
            UnitResult[] fold = [.. group.OrderBy(u => IndexOf(u.Combination))];
            var candidates = fold.Select(u => (u.Combination, Inner(u), u.Features.Count, combinations[IndexOf(u.Combination)].Modalities.Count)).ToArray();
            string name = CombinationRanking.Rank(candidates)[0].Name;
            return fold.First(u => u.Combination == name);
        });
        return Predictions([.. chosen]);
    }

    private static PredictedCohort Inner(UnitResult unit) => PredictedCohort.Single([], [.. unit.InnerOutcome], [.. unit.InnerCalibrated], unit.Threshold);

    private OutOfFoldPrediction[] Predictions(UnitResult[] units)
    {
        LabelledMatrix rows = table.Rows;
        bool[] outcome = rows.Outcome.ToArray();
        return
        [
            .. units.SelectMany(u => u.Rows.Select((row, i) => (Row: row, Prediction: new OutOfFoldPrediction(
                    rows.Features.Patients[row], u.Repeat, u.Fold, outcome[row], u.Margins[i], CalibrationMap.Logistic(u.Margins[i]), u.Calibrated[i], u.Threshold))))
                .OrderBy(x => x.Prediction.Repeat).ThenBy(x => x.Row).Select(x => x.Prediction),
        ];
    }

    private ChosenThreshold[] Thresholds(DevelopedModel final)
    {
        var fold = new TrainingFold<ScoredPatients>(new ScoredPatients(final.Inner.Outcome, final.Inner.Probabilities[0]), "inner out of fold");
        IEnumerable<ThresholdStrategy> others = new[] { ThresholdStrategy.Screening, ThresholdStrategy.Youden, ThresholdStrategy.FBeta, ThresholdStrategy.NetBenefitTheory }.Where(s => s != final.Threshold.Strategy);
        return [final.Threshold, .. others.Select(s => ThresholdSelector.Choose(fold, options.Threshold with { Strategy = s }))];
    }

    private MetricEstimate ThresholdRange(DevelopedModel final, ComputeOptions? compute, CancellationToken ct)
    {
        var scored = new ScoredPatients(final.Inner.Outcome, final.Inner.Probabilities[0]);
        double[] values = StratifiedBootstrap.Replicate(
            final.Inner.Outcome,
            options.ThresholdReplicates,
            rows => ThresholdSelector.Choose(new TrainingFold<ScoredPatients>(scored.Select(rows), "bootstrap"), options.Threshold).Value,
            seed,
            "threshold",
            compute,
            ct);
        if (values.Length == 0) return MetricEstimate.Undefined;
        double[] quantiles = Quantiles.Of(values, [0.5, 0.025, 0.975]);
        return new MetricEstimate(quantiles[0], quantiles[1], quantiles[2], "bootstrap-percentile");
    }

    /// <summary>Groups from mean out-of-fold predictions; margins of the folds' models are brought to the scale of the frozen model, whose weights shift the odds by <paramref name="shift"/>.</summary>
    private static PatientRisk[] Risks(CombinationResult combination, RiskCuts cuts, double shift)
    {
        PredictedCohort cohort = combination.Predictions;
        double[] probability = cohort.MeanProbability(), margin = new double[probability.Length];
        Array.Fill(margin, shift);
        foreach (UnitResult unit in combination.Folds)
        {
            for (int i = 0; i < unit.Rows.Count; i++) margin[unit.Rows[i]] += (unit.Margins[i] - unit.PriorLogOdds) / cohort.Repeats;
        }

        return [.. cohort.Patients.Select((p, i) => new PatientRisk(p, probability[i], cuts.GroupsOf(probability[i], margin[i]), "development", "out_of_fold", cohort.Outcome[i]))];
    }

    private static IEnumerable<string> Simplicity(CritArtifact artifact)
    {
        int used = artifact.Explanation.Importance.Count(i => i.MeanAbsolute > 0);
        if (artifact.Booster.NumTrees < FewTrees) yield return FormattableString.Invariant($"The model has {artifact.Booster.NumTrees} trees, fewer than {FewTrees}: it may be too simple.");
        if (used < FewFeatures) yield return FormattableString.Invariant($"The model uses {used} features, fewer than {FewFeatures}: it may be too simple.");
    }

    private int IndexOf(string combination)
    {
        for (int i = 0; i < combinations.Count; i++)
        {
            if (combinations[i].Name == combination) return i;
        }

        return -1;
    }
}
