namespace Thca.Modeling.Runtime.Trees;

/// <summary>Reads the header: everything before the first tree.</summary>
internal static class LightGbmHeaderReader
{
    /// <summary>Reads to the first <c>Tree=</c> line (then <paramref name="ended"/> is false) or to <c>end of trees</c>.</summary>
    public static LightGbmHeader Read(TextLines lines, CritLoadOptions limits, out bool ended)
    {
        if (!lines.Next() || lines.Current != "tree") throw lines.Malformed("the first line must be \"tree\".");
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            if (!lines.Next()) throw lines.Malformed("the text ends in the header.");
            string line = lines.Current;
            if (line.StartsWith("Tree=", StringComparison.Ordinal) || line == "end of trees") break;
            if (line.Length == 0) continue;
            int equals = line.IndexOf('=');
            string key = equals < 0 ? line : line.Substring(0, equals);
            if (values.ContainsKey(key)) throw lines.Malformed($"{key} occurs twice.");
            values.Add(key, equals < 0 ? "" : line.Substring(equals + 1));
        }

        ended = lines.Current == "end of trees";
        return Interpret(lines, values, limits);
    }

    private static LightGbmHeader Interpret(TextLines lines, Dictionary<string, string> values, CritLoadOptions limits)
    {
        string version = Need(lines, values, "version");
        if (version is not ("v3" or "v4")) throw new CritModelException(RefusalCodes.ModelVersion, $"The LightGBM text has version {version}; v3 and v4 are read.", "Save it with LightGBM 3 or 4.");
        if (Need(lines, values, "num_class") != "1") throw TextLines.Unsupported($"The model has {values["num_class"]} classes.");
        if (Need(lines, values, "num_tree_per_iteration") != "1") throw TextLines.Unsupported($"The model has {values["num_tree_per_iteration"]} trees per iteration.");
        long columns = lines.Integer(Need(lines, values, "max_feature_idx"), "max_feature_idx") + 1L;
        if (columns < 1) throw lines.Malformed("max_feature_idx must be at least 0.");
        if (columns > limits.MaxFeatures) throw new CritModelException(RefusalCodes.ModelTooLarge, $"The model has {columns} columns; the limit is {limits.MaxFeatures}.", "Raise CritLoadOptions.MaxFeatures.");
        string[] names = Words(Need(lines, values, "feature_names"));
        if (names.Length != columns) throw lines.Malformed($"feature_names has {names.Length} names; expected {columns}.");
        if (new HashSet<string>(names, StringComparer.Ordinal).Count != names.Length) throw lines.Malformed("feature_names repeats a name.");
        string[] infos = values.TryGetValue("feature_infos", out string? text) ? Words(text) : [];
        if (infos.Length != 0 && infos.Length != columns) throw lines.Malformed($"feature_infos has {infos.Length} items; expected {columns}.");
        (string objective, double sigmoid) = Objective(lines, values);
        return new LightGbmHeader
        {
            Objective = objective,
            Sigmoid = sigmoid,
            AverageOutput = values.ContainsKey("average_output"),
            FeatureNames = names,
            FeatureInfos = infos,
            DeclaredTrees = values.TryGetValue("tree_sizes", out string? sizes) ? Words(sizes).Length : -1,
        };
    }

    /// <summary>A text without an objective was trained with a function of the user's; its margin is taken as log-odds.</summary>
    private static (string Name, double Sigmoid) Objective(TextLines lines, Dictionary<string, string> values)
    {
        if (!values.TryGetValue("objective", out string? text)) return ("custom", 1);
        string[] words = Words(text);
        string name = words.Length == 0 ? "" : words[0];
        if (name is not ("binary" or "cross_entropy" or "xentropy" or "custom")) throw TextLines.Unsupported($"The objective is \"{text}\"; expected binary.");
        double sigmoid = 1;
        foreach (string word in words)
            if (word.StartsWith("sigmoid:", StringComparison.Ordinal)) sigmoid = lines.Number(word.Substring("sigmoid:".Length), "sigmoid");
        return sigmoid > 0 ? (name, sigmoid) : throw lines.Malformed("sigmoid must be positive.");
    }

    private static string Need(TextLines lines, Dictionary<string, string> values, string key) =>
        values.TryGetValue(key, out string? value) ? value : throw lines.Malformed($"the header lacks {key}.");

    private static string[] Words(string text) => text.Split([' '], StringSplitOptions.RemoveEmptyEntries);
}
