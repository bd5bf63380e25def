using Thca.Modeling.Runtime.Json;
using Thca.Modeling.Runtime.Trees;

namespace Thca.Modeling.Runtime.Artifact;

/// <summary>The boosted trees of an artifact as LightGBM text, with the facts a reader compares with it.</summary>
public sealed record CritBooster
{
    /// <summary>Complete LightGBM text, verbatim.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of the UTF-8 bytes of <see cref="Text"/>, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Name of the objective, e.g. binary.</summary>
    public required string Objective { get; init; }

    /// <summary>Slope of the probability: 1 / (1 + exp(-sigmoid · margin)).</summary>
    public required double Sigmoid { get; init; }

    /// <summary>Whether the margin is divided by the number of trees (random-forest mode).</summary>
    public required bool AverageOutput { get; init; }

    /// <summary>Number of trees.</summary>
    public required int NumTrees { get; init; }

    /// <summary>Number of columns.</summary>
    public required int NumFeatures { get; init; }

    /// <summary>Optional parsed copy of the trees for readers that would rather not parse the text; loading refuses one that differs from it.</summary>
    public IReadOnlyList<CritTree> Trees { get; init; } = [];

    /// <summary>Fills every member but <see cref="Trees"/> from a LightGBM text.</summary>
    /// <param name="text">Complete text of a binary model, version v3 or v4.</param>
    /// <exception cref="CritModelException">The text is malformed or unsupported.</exception>
    public static CritBooster FromText(string text)
    {
        TreeEnsemble ensemble = LightGbmTextReader.Read(text);
        return new CritBooster
        {
            Text = text,
            Sha256 = Hashing.Sha256(text),
            Objective = ensemble.Objective,
            Sigmoid = ensemble.Sigmoid,
            AverageOutput = ensemble.AverageOutput,
            NumTrees = ensemble.TreeCount,
            NumFeatures = ensemble.FeatureCount,
        };
    }

    /// <summary>The same booster with the parsed copy beside the text.</summary>
    /// <exception cref="CritModelException">The text is malformed, or has an infinite threshold, which JSON cannot hold.</exception>
    public CritBooster WithTrees()
    {
        List<LightGbmTree> parsed = [];
        LightGbmTextReader.Read(Text, new CritLoadOptions(), parsed);
        return this with { Trees = [.. parsed.Select(TreeCopies.Of)] };
    }
}
