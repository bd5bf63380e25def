using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Segmentation.Datasets;

namespace Thca.Segmentation.Inference;

/// <summary>
/// Finds the weight files, plans and description of a trained model: a file with plans.json and dataset.json beside it or up to two folders up, or
/// a folder of a training with its folds (nnU-Net's own included), or the self-contained folder of one model.
/// </summary>
/// <param name="Weights">One file per fold.</param>
/// <param name="Plans">The plans file.</param>
/// <param name="Dataset">The data set's description.</param>
public sealed record WeightFiles(IReadOnlyList<string> Weights, string Plans, string Dataset)
{
    private const string PlansName = "plans.json";

    // What a fold may hold, best first.
    private static readonly string[] Names =
    [
        "checkpoint_final.safetensors", "checkpoint_best.safetensors", "checkpoint_latest.safetensors", "checkpoint_final.pth", "checkpoint_best.pth", "checkpoint_latest.pth",
    ];

    /// <summary>Finds the files.</summary>
    /// <param name="path">A weight file or a folder.</param>
    /// <param name="folds">Names of folds, e.g. 0 or all; empty: every fold there is.</param>
    /// <exception cref="FileNotFoundException">There is no such path.</exception>
    /// <exception cref="ThcaException">No weights, no plans or no description were found; the message says where was looked.</exception>
    public static WeightFiles Find(string path, IReadOnlyList<string>? folds = null)
    {
        if (File.Exists(path))
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return new WeightFiles([path], Above(folder, PlansName), Above(folder, DatasetJson.FileName));
        }

        if (!Directory.Exists(path)) throw new FileNotFoundException($"There is no weight file or folder '{path}'.", path);
        string[] weights = folds is { Count: > 0 }
            ? [.. folds.Select(f => BestOf(Path.Combine(path, "fold_" + f)) ?? throw Missing($"fold_{f} in '{path}' has no weights"))]
            : InFolder(path);
        if (weights.Length == 0) throw Missing($"'{path}' has no weights: neither fold_*/checkpoint_final nor model.safetensors");
        return new WeightFiles(weights, Above(Path.GetFullPath(path), PlansName), Above(Path.GetFullPath(path), DatasetJson.FileName));
    }

    private static string[] InFolder(string path)
    {
        string single = Path.Combine(path, "model.safetensors");
        if (File.Exists(single)) return [single];
        string[] folds = [.. Directory.GetDirectories(path, "fold_*").Order(StringComparer.Ordinal).Select(BestOf).OfType<string>()];
        return folds.Length > 0 ? folds : BestOf(path) is { } own ? [own] : [];
    }

    private static string? BestOf(string folder) => Names.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists);

    private static string Above(string folder, string name)
    {
        string? at = folder;
        for (int up = 0; up <= 2 && at is not null; up++, at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, name))) return Path.Combine(at, name);
        }

        throw Missing($"{name} is neither in '{folder}' nor up to two folders above");
    }

    private static ThcaException Missing(string what) =>
        new(ProblemCodes.ModelInvalid, $"The model is incomplete: {what}.", "Give the folder that training wrote, or one made by segment convert.");
}
