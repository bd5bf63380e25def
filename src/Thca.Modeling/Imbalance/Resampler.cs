using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Modeling.Data;

namespace Thca.Modeling.Imbalance;

/// <summary>
/// Balances the classes of a training fold. Original rows come first and unchanged (where the method does not drop them), synthetic rows
/// follow. Held-out rows cannot be passed: only a training fold is accepted.
/// </summary>
public static class Resampler
{
    /// <summary>Resamples a fold.</summary>
    /// <param name="fold">Complete rows (no NaN).</param>
    /// <param name="options">Method and settings.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="name">Names the sub-streams, e.g. the fold.</param>
    /// <param name="categorical">Which columns hold codes of categories; null for none.</param>
    /// <exception cref="OptionsException">A setting is out of range.</exception>
    /// <exception cref="ThcaException">The method cannot work on these rows; the message says which other can.</exception>
    public static TrainingFold<LabelledMatrix> Apply(
        TrainingFold<LabelledMatrix> fold, ResamplingOptions options, RandomSeed seed, string name, IReadOnlyList<bool>? categorical = null) =>
        Apply(fold, options, ResamplerDraws.From(seed, name), categorical);

    internal static TrainingFold<LabelledMatrix> Apply(
        TrainingFold<LabelledMatrix> fold, ResamplingOptions options, Func<string, ResamplerDraws> draws, IReadOnlyList<bool>? categorical = null)
    {
        options.Validate();
        if (options.Method is ResamplingMethod.None or ResamplingMethod.ClassWeight) return fold;
        var rows = new ImbalancedRows(fold.Data, options.Scale, categorical);
        return options.Method switch
        {
            ResamplingMethod.RandomUnder => With(fold, Under(rows, options, draws("under"))),
            ResamplingMethod.EditedNearestNeighbours => With(fold, CleaningRules.Edit(rows, options.EditingNeighbours, options.EditByMajority, options.CleanAllClasses)),
            ResamplingMethod.TomekLinks => With(fold, CleaningRules.Tomek(rows, options.CleanAllClasses)),
            ResamplingMethod.SmoteEnn => Cleaned(Over(fold, rows, OverSamplers.Smote(rows, options, draws)), options, categorical, r => CleaningRules.Edit(r, options.EditingNeighbours, options.EditByMajority, allClasses: true)),
            ResamplingMethod.SmoteTomek => Cleaned(Over(fold, rows, OverSamplers.Smote(rows, options, draws)), options, categorical, r => CleaningRules.Tomek(r, both: true)),
            _ => Over(fold, rows, Synthesise(rows, options, draws)),
        };
    }

    private static double[][] Synthesise(ImbalancedRows rows, ResamplingOptions options, Func<string, ResamplerDraws> draws) => options.Method switch
    {
        ResamplingMethod.RandomOver => OverSamplers.Random(rows, options, draws),
        ResamplingMethod.Smote => OverSamplers.Smote(rows, options, draws),
        ResamplingMethod.Borderline1 => OverSamplers.Borderline(rows, options, second: false, draws),
        ResamplingMethod.Borderline2 => OverSamplers.Borderline(rows, options, second: true, draws),
        ResamplingMethod.Adasyn => OverSamplers.Adasyn(rows, options, draws),
        ResamplingMethod.SvmSmote => OverSamplers.SvmSmote(rows, options, draws),
        ResamplingMethod.SmoteNc => OverSamplers.SmoteNc(rows, options, draws),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Method, "Unknown method."),
    };

    private static TrainingFold<LabelledMatrix> Cleaned(TrainingFold<LabelledMatrix> fold, ResamplingOptions options, IReadOnlyList<bool>? categorical, Func<ImbalancedRows, int[]> keep) =>
        With(fold, keep(new ImbalancedRows(fold.Data, options.Scale, categorical)));

    private static int[] Under(ImbalancedRows rows, ResamplingOptions options, ResamplerDraws draws)
    {
        int wanted = Math.Min(rows.Majority.Length, (int)(rows.Minority.Length / options.Ratio));
        int[] pool = [.. rows.Majority];
        for (int i = 0; i < wanted; i++)
        {
            int j = i + draws.NextInt(pool.Length - i);
            (pool[i], pool[j]) = (pool[j], pool[i]);
        }

        return [.. rows.Minority.Concat(pool.Take(wanted)).Order()];
    }

    private static TrainingFold<LabelledMatrix> With(TrainingFold<LabelledMatrix> fold, int[] rows)
    {
        LabelledMatrix kept = fold.Data.SelectRows(rows);
        if (kept.Events > 0 && kept.Events < kept.RowCount) return new TrainingFold<LabelledMatrix>(kept, fold.Name);
        throw new ThcaException(ProblemCodes.TrainingDataInsufficient, $"Cleaning left only one class in fold '{fold.Name}'.", "Use class weights or SMOTE instead.");
    }

    private static TrainingFold<LabelledMatrix> Over(TrainingFold<LabelledMatrix> fold, ImbalancedRows rows, double[][] synthetic)
    {
        FeatureMatrix features = fold.Data.Features;
        int before = features.RowCount, after = before + synthetic.Length;
        var values = new double[after * features.ColumnCount];
        for (int c = 0; c < features.ColumnCount; c++)
        {
            Span<double> column = values.AsSpan(c * after, after);
            features.Column(c).CopyTo(column);
            for (int i = 0; i < synthetic.Length; i++) column[before + i] = synthetic[i][c];
        }

        string[] patients = [.. features.Patients, .. Enumerable.Range(1, synthetic.Length).Select(i => FormattableString.Invariant($"synthetic-{i:D5}"))];
        bool[] outcome = [.. fold.Data.Outcome, .. Enumerable.Repeat(rows.RareLabel, synthetic.Length)];
        return new TrainingFold<LabelledMatrix>(new LabelledMatrix(new FeatureMatrix(patients, features.Names, values), outcome), fold.Name);
    }
}
