using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Outcomes;
using Thca.Segmentation.Assessment;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Training;

namespace Thca.Segmentation.Evaluation;

/// <summary>
/// The validation predictions of all folds of a training, in one folder: every case once, predicted by networks that never saw it. Rules of post-processing are learnt on
/// them, and configurations compared.
/// </summary>
/// <param name="Folder">Folder with the masks, <c>crossval_results_folds_0_1_…</c>.</param>
/// <param name="Folds">Numbers of the folds, ascending.</param>
/// <param name="Cases">Cases of these folds, those without a prediction too.</param>
/// <param name="MissingFolds">Folds of <c>splits_final.json</c> that were not validated.</param>
public sealed record CrossValidationPredictions(string Folder, IReadOnlyList<int> Folds, IReadOnlyList<string> Cases, IReadOnlyList<int> MissingFolds)
{
    private const string Prefix = "fold_";

    /// <summary>Whether a folder is that of a training with validated folds.</summary>
    public static bool Has(string training) => Directory.Exists(training) && ValidatedFolds(training).Count > 0;

    /// <summary>Collects the masks.</summary>
    /// <param name="training">Folder of the training, with <c>fold_K/validation</c>.</param>
    /// <param name="output">Folder below which the masks are collected.</param>
    /// <param name="splits">The folds, or null where they are not known: then the cases that were predicted.</param>
    /// <param name="fileEnding">Ending of the masks.</param>
    /// <exception cref="ThcaException">No fold was validated, or two folds predict one case.</exception>
    public static CrossValidationPredictions Collect(string training, string output, IReadOnlyList<CrossValidationSplit>? splits = null, string fileEnding = ".nii.gz")
    {
        List<int> folds = ValidatedFolds(training);
        if (folds.Count == 0)
            throw new ThcaException(ProblemCodes.FileNotFound, $"'{training}' has no {Prefix}K/{FoldValidation.Folder}.", "Train without --skip-validation, or run the training again with --continue.");
        string folder = Path.Combine(output, "crossval_results_folds_" + string.Join('_', folds));
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        var of = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (int fold in folds)
        {
            foreach (string mask in Directory.GetFiles(ValidationOf(training, fold), "*" + fileEnding).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal))
            {
                string id = Path.GetFileName(mask)[..^fileEnding.Length];
                if (!of.TryAdd(id, fold))
                    throw new ThcaException(EditProblems.DuplicateCase, FormattableString.Invariant($"The case {id} was validated in fold {of[id]} and in fold {fold}."), "Train all folds with one splits_final.json.");
                AtomicFile.Write(Path.Combine(folder, Path.GetFileName(mask)), stream =>
                {
                    using FileStream file = File.OpenRead(mask);
                    file.CopyTo(stream);
                });
            }
        }

        return new CrossValidationPredictions(
            folder,
            folds,
            splits is null ? [.. of.Keys] : [.. folds.Where(f => f < splits.Count).SelectMany(f => splits[f].Validation).Union(of.Keys).Order(StringComparer.Ordinal)],
            splits is null ? [] : [.. Enumerable.Range(0, splits.Count).Except(folds)]);
    }

    private static string ValidationOf(string training, int fold) => Path.Combine(training, FormattableString.Invariant($"{Prefix}{fold}"), FoldValidation.Folder);

    // The fold "all" validates on what it learnt from.
    private static List<int> ValidatedFolds(string training) =>
    [
        .. Directory.GetDirectories(training, Prefix + "*").Select(d => Path.GetFileName(d)[Prefix.Length..])
            .Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)
            .Where(n => n >= 0 && Directory.Exists(ValidationOf(training, n))).Order(),
    ];
}
