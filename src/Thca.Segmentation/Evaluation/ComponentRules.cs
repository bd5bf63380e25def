using System.Text.Json.Nodes;
using Thca.Core.Errors;
using Thca.Segmentation.Datasets;

namespace Thca.Segmentation.Evaluation;

/// <summary>Which small components are removed from predictions (<c>postprocessing.json</c>). The lesion never loses a focus for being the smaller one.</summary>
public sealed record ComponentRules
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "postprocessing.json";

    private const string Function = "remove_all_but_largest_component_from_segmentation";

    /// <summary>Whether only the largest component of all foreground together is kept.</summary>
    public bool LargestForeground { get; init; }

    /// <summary>Labels of which only the largest component is kept, ascending.</summary>
    public IReadOnlyList<int> LargestOfLabels { get; init; } = [];

    /// <summary>Foci of the lesion below this volume are removed, mm³; 0: none.</summary>
    public double MinimumLesionMm3 { get; init; }

    /// <summary>Mean Dice per label before, by label; for the file.</summary>
    public IReadOnlyDictionary<int, double> DiceBefore { get; init; } = new Dictionary<int, double>();

    /// <summary>Mean Dice per label after, by label; for the file.</summary>
    public IReadOnlyDictionary<int, double> DiceAfter { get; init; } = new Dictionary<int, double>();

    /// <summary>Whether nothing is removed.</summary>
    public bool IsEmpty => !LargestForeground && LargestOfLabels.Count == 0 && MinimumLesionMm3 <= 0;

    /// <summary>Writes the rules in nnU-Net's words, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="foreground">All foreground labels, for the rule on all of them together.</param>
    public void Write(string path, IReadOnlyList<int> foreground)
    {
        var functions = new JsonArray();
        var arguments = new JsonArray();
        void Add(IEnumerable<int> labels)
        {
            functions.Add(Function);
            arguments.Add(new JsonObject { ["labels_or_regions"] = new JsonArray([.. labels.Select(l => (JsonNode)l)]) });
        }

        if (LargestForeground) Add(foreground);
        foreach (int label in LargestOfLabels) Add([label]);
        PythonJson.Write(path, new JsonObject
        {
            ["schema"] = "thca-postprocessing/1",
            ["postprocessing_fns"] = functions,
            ["postprocessing_kwargs"] = arguments,
            ["minimum_lesion_mm3"] = MinimumLesionMm3,
            ["dice_before"] = Dice(DiceBefore),
            ["dice_after"] = Dice(DiceAfter),
        });
    }

    /// <summary>Reads rules of this product or of nnU-Net.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It holds something else than largest-component rules.</exception>
    public static ComponentRules Read(string path)
    {
        JsonObject json = PythonJson.ReadObject(path);
        string source = Path.GetFileName(path);
        if (json["postprocessing_fns"] is not JsonArray functions || json["postprocessing_kwargs"] is not JsonArray arguments || functions.Count != arguments.Count)
            throw new DataFormatException($"'{source}' has no postprocessing_fns and postprocessing_kwargs of equal length.", "Learn the rules again.");
        bool all = false;
        var single = new SortedSet<int>();
        for (int i = 0; i < functions.Count; i++)
        {
            if (functions[i] is not JsonValue f || !f.TryGetValue(out string? name) || name != Function || arguments[i]?["labels_or_regions"] is not { } node)
                throw new DataFormatException($"'{source}' names a rule other than {Function}.", "Only largest-component rules are known.");
            JsonNode?[] labels = node is JsonArray list ? [.. list] : [node];
            int[] values = [.. labels.Select(l => l is JsonValue v && v.TryGetValue(out int value) ? value : throw new DataFormatException($"'{source}' names regions.", "Only single labels are known."))];
            if (values.Length > 1) all = true;
            else if (values.Length == 1) single.Add(values[0]);
        }

        double least = json["minimum_lesion_mm3"] is JsonValue m && m.TryGetValue(out double mm3) ? mm3 : 0;
        return new ComponentRules { LargestForeground = all, LargestOfLabels = [.. single], MinimumLesionMm3 = least };
    }

    private static JsonObject Dice(IReadOnlyDictionary<int, double> values)
    {
        var json = new JsonObject();
        foreach ((int label, double dice) in values.OrderBy(v => v.Key)) json[label.ToString(System.Globalization.CultureInfo.InvariantCulture)] = double.IsFinite(dice) ? dice : null;
        return json;
    }
}
