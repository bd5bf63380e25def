using System.Text;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Modeling.Data;

namespace Thca.Modeling.LightGbm;

/// <summary>
/// Trains gradient-boosted trees with the native LightGBM library. One thread and the library's deterministic mode: the same rows, options and
/// seed give the same model bit for bit. Safe for concurrent use; native memory is freed on every path.
/// </summary>
public static unsafe class LightGbmTrainer
{
    /// <summary>Trains on a fold.</summary>
    /// <param name="fold">Rows to learn from; NaN is missing.</param>
    /// <param name="options">Boosting settings.</param>
    /// <param name="seed">Seed of the library's row and column sampling.</param>
    /// <param name="ct">Stops between rounds.</param>
    /// <exception cref="OptionsException">A setting is out of range.</exception>
    /// <exception cref="NativeLibraryException">The native library is missing.</exception>
    /// <exception cref="ThcaException">One class only, no columns, or a name LightGBM cannot store.</exception>
    public static LightGbmBooster Train(TrainingFold<LabelledMatrix> fold, LightGbmOptions options, int seed, CancellationToken ct = default) =>
        Train(fold, null, options, seed, 1, null, ct);

    /// <summary>Trains on a fold and stops when the log loss of other rows no longer improves; the best round is kept.</summary>
    /// <param name="fold">Rows to learn from.</param>
    /// <param name="watched">Rows that decide when to stop; they are learnt from too, so they are a training fold.</param>
    /// <param name="options">Boosting settings; <see cref="LightGbmOptions.StopAfter"/> says how patient training is.</param>
    /// <param name="seed">Seed of the library's row and column sampling.</param>
    /// <param name="watchedPositiveWeight">Weight of events in the watched loss; give what weights and resampling made of the odds, so that both losses mean the same.</param>
    /// <param name="categorical">Which columns hold codes of categories (whole numbers from 0), for <see cref="LightGbmOptions.CategoricalSplits"/>; null for none.</param>
    /// <param name="ct">Stops between rounds.</param>
    /// <inheritdoc cref="Train(TrainingFold{LabelledMatrix}, LightGbmOptions, int, CancellationToken)" path="/exception"/>
    public static LightGbmBooster Train(
        TrainingFold<LabelledMatrix> fold, TrainingFold<LabelledMatrix>? watched, LightGbmOptions options, int seed, double watchedPositiveWeight = 1, IReadOnlyList<bool>? categorical = null,
        CancellationToken ct = default)
    {
        options.Validate();
        Require(fold);
        if (options.CategoricalSplits && categorical is not null) RequireCodes(fold.Data.Features, categorical);
        LightGbmLibrary.Prepare();
        string parameters = options.ToParameters(seed, categorical);
        using DatasetHandle data = Dataset(fold.Data, parameters, null, 1);
        using DatasetHandle? held = watched is null ? null : Dataset(watched.Data, parameters, data, watchedPositiveWeight);
        LightGbmLibrary.Check(LightGbmNative.BoosterCreate(data, parameters, out BoosterHandle booster));
        try
        {
            if (held is not null) LightGbmLibrary.Check(LightGbmNative.BoosterAddValidData(booster, held));
            int trees = Boost(booster, options, held is not null, ct);
            return new LightGbmBooster(booster, fold.Data.Features.Names, trees);
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }

    /// <summary>Rounds until the limit, until no tree can be grown, or until the watched loss has stopped improving.</summary>
    private static int Boost(BoosterHandle booster, LightGbmOptions options, bool watch, CancellationToken ct)
    {
        // With sampling a later bag may allow a split where this one did not.
        bool sampling = (options.RowFraction < 1 && options.RowFractionEvery > 0) || options.ColumnFraction < 1;
        int best = 0, trained = 0;
        double bestLoss = double.PositiveInfinity;
        for (int round = 0; round < options.Trees; round++)
        {
            ct.ThrowIfCancellationRequested();
            LightGbmLibrary.Check(LightGbmNative.BoosterUpdateOneIter(booster, out int finished));
            LightGbmLibrary.Check(LightGbmNative.BoosterGetCurrentIteration(booster, out trained));
            if (finished != 0 && !sampling) break;
            if (!watch || options.StopAfter == 0 || finished != 0) continue;
            double loss;
            LightGbmLibrary.Check(LightGbmNative.BoosterGetEval(booster, 1, out _, &loss));
            if (loss < bestLoss) (best, bestLoss) = (trained, loss);
            else if (trained - best >= options.StopAfter) break;
        }

        return Math.Max(best > 0 ? best : trained, 1);
    }

    private static DatasetHandle Dataset(LabelledMatrix rows, string parameters, DatasetHandle? reference, double positiveWeight)
    {
        DatasetHandle data;
        fixed (double* values = rows.Features.Values)
        {
            LightGbmLibrary.Check(LightGbmNative.DatasetCreateFromMat(
                values, LightGbmNative.Float64, rows.RowCount, rows.Features.ColumnCount, 0, parameters, reference?.DangerousGetHandle() ?? 0, out data));
        }

        try
        {
            var labels = new float[rows.RowCount];
            for (int i = 0; i < labels.Length; i++) labels[i] = rows.Outcome[i] ? 1 : 0;
            fixed (float* field = labels) LightGbmLibrary.Check(LightGbmNative.DatasetSetField(data, "label", field, labels.Length, LightGbmNative.Float32));
            if (positiveWeight != 1) SetWeights(data, rows, positiveWeight);
            if (reference is null) SetNames(data, rows.Features.Names);
            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    private static void SetWeights(DatasetHandle data, LabelledMatrix rows, double positiveWeight)
    {
        var weights = new float[rows.RowCount];
        for (int i = 0; i < weights.Length; i++) weights[i] = rows.Outcome[i] ? (float)positiveWeight : 1;
        fixed (float* field = weights) LightGbmLibrary.Check(LightGbmNative.DatasetSetField(data, "weight", field, weights.Length, LightGbmNative.Float32));
    }

    private static void SetNames(DatasetHandle data, IReadOnlyList<string> names)
    {
        byte[][] texts = [.. names.Select(n => Encoding.UTF8.GetBytes(n + '\0'))];
        byte[] all = [.. texts.SelectMany(t => t)];
        var pointers = new nint[texts.Length];
        fixed (byte* start = all)
        {
            nint next = (nint)start;
            for (int i = 0; i < pointers.Length; i++)
            {
                pointers[i] = next;
                next += texts[i].Length;
            }

            fixed (nint* array = pointers) LightGbmLibrary.Check(LightGbmNative.DatasetSetFeatureNames(data, (byte**)array, pointers.Length));
        }
    }

    private static void RequireCodes(FeatureMatrix features, IReadOnlyList<bool> categorical)
    {
        if (categorical.Count != features.ColumnCount)
            throw new ArgumentException(FormattableString.Invariant($"{categorical.Count} flags for {features.ColumnCount} columns."), nameof(categorical));
        for (int c = 0; c < categorical.Count; c++)
        {
            if (!categorical[c]) continue;
            foreach (double code in features.Column(c))
            {
                if (double.IsNaN(code) || (code >= 0 && code <= int.MaxValue && code == Math.Floor(code))) continue;
                throw new TableException(FormattableString.Invariant($"Category column '{features.Names[c]}' has the value {code}."), "Code its categories as whole numbers from 0, or turn CategoricalSplits off.");
            }
        }
    }

    private static void Require(TrainingFold<LabelledMatrix> fold)
    {
        LabelledMatrix rows = fold.Data;
        if (rows.Events == 0 || rows.Events == rows.RowCount)
        {
            throw new ThcaException(
                ProblemCodes.TrainingDataInsufficient,
                FormattableString.Invariant($"Fold '{fold.Name}' has {rows.Events} events in {rows.RowCount} rows; both classes are needed."),
                "Use fewer folds or more patients.");
        }

        if (rows.Features.ColumnCount == 0)
            throw new ThcaException(ProblemCodes.TrainingDataInsufficient, $"Fold '{fold.Name}' has no feature.", "Give a table with at least one usable feature.");
        string? bad = rows.Features.Names.FirstOrDefault(n => !FeatureNaming.IsStorable(n));
        if (bad is not null)
            throw new TableException($"Feature name '{bad}' cannot be stored in a LightGBM model.", "Use 1 to 200 characters without blanks or any of \" , : [ ] { }.");
        for (int c = 0; c < rows.Features.ColumnCount; c++)
        {
            foreach (double value in rows.Features.Column(c))
            {
                if (double.IsInfinity(value)) throw new TableException($"Feature '{rows.Features.Names[c]}' has an infinite value.", "Leave the cell empty if the value is missing.");
            }
        }
    }
}
