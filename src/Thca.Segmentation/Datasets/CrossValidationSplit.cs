using System.Text.Json.Nodes;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Statistics.Legacy;

namespace Thca.Segmentation.Datasets;

/// <summary>
/// One fold of <c>splits_final.json</c>: identifiers for training and validation, sorted. All cases of a patient are in the same part. With one case per
/// patient the folds are nnU-Net's.
/// </summary>
/// <param name="Train">Cases to learn from.</param>
/// <param name="Validation">Cases held out.</param>
public sealed record CrossValidationSplit(IReadOnlyList<string> Train, IReadOnlyList<string> Validation)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "splits_final.json";

    /// <summary>Seed of nnU-Net's folds.</summary>
    public const uint DefaultSeed = 12345;

    /// <summary>Divides cases into folds: patients in random order, consecutive chunks, the first ones one longer.</summary>
    /// <param name="cases">Case identifiers, any order.</param>
    /// <param name="patients">Patient of every case; null or absent: every case is a patient of its own.</param>
    /// <param name="folds">Number of folds, at least 2; no more than patients.</param>
    /// <param name="seed">Seed of the order.</param>
    /// <exception cref="ThcaException">Fewer patients than folds.</exception>
    public static IReadOnlyList<CrossValidationSplit> Create(IReadOnlyList<string> cases, IReadOnlyDictionary<string, string>? patients = null, int folds = 5, uint seed = DefaultSeed)
    {
        string Patient(string id) => patients?.GetValueOrDefault(id) ?? id;
        string[] groups = [.. cases.Select(Patient).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (folds < 2 || groups.Length < folds)
        {
            throw new ThcaException(
                ProblemCodes.TrainingDataInsufficient, FormattableString.Invariant($"{folds} folds of {groups.Length} patients are not possible; at least 2 folds and as many patients are needed."), "Use fewer folds or more patients.");
        }

        int[] order = new Mt19937(seed).Permutation(groups.Length);
        var result = new List<CrossValidationSplit>();
        int at = 0;
        for (int f = 0; f < folds; f++)
        {
            int count = groups.Length / folds + (f < groups.Length % folds ? 1 : 0);
            var held = new HashSet<string>(order[at..(at + count)].Select(i => groups[i]), StringComparer.Ordinal);
            at += count;
            result.Add(new CrossValidationSplit(
                [.. cases.Where(c => !held.Contains(Patient(c))).Order(StringComparer.Ordinal)], [.. cases.Where(c => held.Contains(Patient(c))).Order(StringComparer.Ordinal)]));
        }

        return result;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="DataFormatException">It does not hold a list of folds with <c>train</c> and <c>val</c>.</exception>
    public static IReadOnlyList<CrossValidationSplit> Read(string path)
    {
        JsonArray folds = PythonJson.Read(path) as JsonArray ?? throw Invalid(path);
        return [.. folds.Select(f => new CrossValidationSplit(Names(f?["train"], path), Names(f?["val"], path)))];
    }

    /// <summary>Writes a file, atomically.</summary>
    public static void Write(string path, IReadOnlyList<CrossValidationSplit> folds) => PythonJson.Write(
        path, new JsonArray([.. folds.Select(f => (JsonNode)new JsonObject { ["train"] = Array(f.Train), ["val"] = Array(f.Validation) })]));

    /// <summary>Whether two lists of folds hold the same cases in the same parts.</summary>
    public static bool Same(IReadOnlyList<CrossValidationSplit> a, IReadOnlyList<CrossValidationSplit> b) =>
        a.Count == b.Count && a.Zip(b, (x, y) => x.Train.ToHashSet().SetEquals(y.Train) && x.Validation.ToHashSet().SetEquals(y.Validation)).All(equal => equal);

    private static JsonArray Array(IReadOnlyList<string> names) => new([.. names.Select(n => (JsonNode)n)]);

    private static string[] Names(JsonNode? node, string path) => node is JsonArray names && names.All(n => n is JsonValue v && v.TryGetValue(out string? _)) ? [.. names.Select(n => n!.GetValue<string>())] : throw Invalid(path);

    private static DataFormatException Invalid(string path) => new($"'{Path.GetFileName(path)}' holds no list of folds with 'train' and 'val'.", "Correct it, or delete it and preprocess again.");
}
