using System.Globalization;
using System.Text;

namespace Thca.Modeling.Runtime.Trees;

/// <summary>
/// Writes LightGBM text models anew: known keys of every tree in LightGBM's order, thresholds, leaf values and leaf weights with 17 significant digits,
/// keys it does not know kept behind the known ones, header and tail as they were, <c>tree_sizes</c> counted again.
/// </summary>
public static class LightGbmTextWriter
{
    private const string Sizes = "tree_sizes=";

    private static readonly string[] Order =
    [
        "num_leaves", "num_cat", "split_feature", "split_gain", "threshold", "decision_type", "left_child", "right_child", "leaf_value", "leaf_weight", "leaf_count",
        "internal_value", "internal_weight", "internal_count", "cat_boundaries", "cat_threshold", "is_linear", "shrinkage",
    ];

    private static readonly string[] Exact = ["threshold", "leaf_value", "leaf_weight"];

    /// <summary>Reads a text model with all checks and writes it in the usual form; the trees and their predictions stay the same.</summary>
    /// <param name="text">The complete text, version v3 or v4.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="CritModelException">The text is malformed or unsupported; the line is named.</exception>
    public static string Rewrite(string text, CritLoadOptions? options = null)
    {
        LightGbmTextReader.Read(text, options);
        return Write(text, (_, _) => null);
    }

    /// <summary>
    /// Writes a text model whose row counts are those of the rows given, so that explanations and their base value refer to them; trees and predictions
    /// stay the same. A leaf that no row reaches counts as one row.
    /// </summary>
    /// <param name="text">The complete text, version v3 or v4.</param>
    /// <param name="rows">Rows one after the other, one value per column; NaN is missing.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="CritModelException">The text is malformed or unsupported; the line is named.</exception>
    public static string Recount(string text, ReadOnlySpan<double> rows, CritLoadOptions? options = null)
    {
        List<LightGbmTree> trees = [];
        TreeEnsemble ensemble = LightGbmTextReader.Read(text, options ?? new CritLoadOptions(), trees);
        (int[] Leaves, int[] Nodes)[] counts = RowCounts.Of(ensemble, trees, rows);
        return Write(text, (t, key) => trees[t].LeafCount == 1 ? null : key switch { "leaf_count" => counts[t].Leaves, "internal_count" => counts[t].Nodes, _ => null });
    }

    /// <summary>Writes the text; <paramref name="counts"/> gives what replaces a line of a tree, or null.</summary>
    private static string Write(string text, Func<int, string, int[]?> counts)
    {
        string[] lines = text.Replace("\r\n", "\n").Split('\n');
        int first = Array.FindIndex(lines, l => l.StartsWith("Tree=", StringComparison.Ordinal)), end = Array.IndexOf(lines, "end of trees");
        List<string> trees = [];
        for (int from = first; from < end;)
        {
            int next = Array.FindIndex(lines, from + 1, l => l.StartsWith("Tree=", StringComparison.Ordinal) || l == "end of trees");
            int number = trees.Count;
            trees.Add(Tree(lines, from, next, key => counts(number, key)));
            from = next;
        }

        var written = new StringBuilder();
        for (int i = 0; i < first; i++)
            written.Append(lines[i].StartsWith(Sizes, StringComparison.Ordinal) ? Sizes + string.Join(" ", trees.Select(t => Encoding.UTF8.GetByteCount(t).ToString(CultureInfo.InvariantCulture))) : lines[i]).Append('\n');
        foreach (string tree in trees) written.Append(tree);
        return written.Append(string.Join("\n", lines.Skip(end))).ToString();
    }

    private static string Tree(string[] lines, int from, int end, Func<string, int[]?> counts)
    {
        List<KeyValuePair<string, string>> members = [];
        for (int i = from + 1; i < end; i++)
        {
            int equals = lines[i].IndexOf('=');
            if (equals > 0) members.Add(new(lines[i].Substring(0, equals), lines[i].Substring(equals + 1)));
        }

        var tree = new StringBuilder(lines[from]).Append('\n');
        foreach (string key in Order)
            foreach (KeyValuePair<string, string> member in members.Where(m => m.Key == key))
                tree.Append(key).Append('=').Append(Value(member, counts(key))).Append('\n');
        foreach (KeyValuePair<string, string> member in members.Where(m => !Order.Contains(m.Key))) tree.Append(member.Key).Append('=').Append(member.Value).Append('\n');
        return tree.Append("\n\n").ToString();
    }

    private static string Value(KeyValuePair<string, string> member, int[]? counts) => counts is not null
        ? string.Join(" ", counts.Select(c => c.ToString(CultureInfo.InvariantCulture)))
        : Exact.Contains(member.Key) ? string.Join(" ", member.Value.Split([' '], StringSplitOptions.RemoveEmptyEntries).Select(Number)) : member.Value;

    /// <summary>17 significant digits as C prints them; whole numbers and <c>inf</c> stay.</summary>
    private static string Number(string token) => token is "inf" or "-inf"
        ? token
        : double.Parse(token, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("G17", CultureInfo.InvariantCulture).Replace("E", "e");
}
