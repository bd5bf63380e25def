namespace Thca.Modeling.Runtime.Trees;

/// <summary>Reads binary LightGBM text models, versions v3 and v4, whether saved from Python, R or C.</summary>
/// <remarks>Every array length, child, count and number is checked: a damaged text gives an error with its line, never a wrong tree.</remarks>
public static class LightGbmTextReader
{
    /// <summary>Reads a text model.</summary>
    /// <param name="text">The complete text.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="CritModelException">Malformed, unsupported (several classes, linear trees, another objective) or beyond a limit.</exception>
    public static TreeEnsemble Read(string text, CritLoadOptions? options = null) => Read(text, options ?? new CritLoadOptions(), null);

    /// <summary>The same; every tree's arrays are also added to <paramref name="parsed"/>, if given.</summary>
    internal static TreeEnsemble Read(string text, CritLoadOptions limits, List<LightGbmTree>? parsed)
    {
        var lines = new TextLines(text);
        LightGbmHeader header = LightGbmHeaderReader.Read(lines, limits, out bool ended);
        var builder = new TreeEnsembleBuilder(header.FeatureNames.Count, limits);
        while (!ended)
        {
            int index = builder.Roots.Count;
            if (lines.Integer(lines.Current.Substring("Tree=".Length), "Tree") != index) throw lines.Malformed($"expected Tree={index}; found \"{lines.Current}\".");
            LightGbmTree tree = LightGbmTreeReader.Read(lines, header.FeatureNames.Count, limits, out ended);
            builder.Add(tree, lines);
            parsed?.Add(tree);
        }

        if (header.DeclaredTrees >= 0 && header.DeclaredTrees != builder.Roots.Count)
            throw lines.Malformed($"the header announces {header.DeclaredTrees} trees; found {builder.Roots.Count}.");
        if (builder.Roots.Count == 0) throw lines.Malformed("the model has no trees.");
        return new TreeEnsemble(builder, header);
    }
}
