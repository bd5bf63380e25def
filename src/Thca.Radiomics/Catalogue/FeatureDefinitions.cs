using Thca.Core.Features;

namespace Thca.Radiomics.Catalogue;

/// <summary>Builds the definitions of one class line by line.</summary>
internal sealed class FeatureDefinitions<TSource>(string family)
{
    private readonly List<FeatureDefinition<TSource>> _all = [];

    /// <summary>Adds a feature; lines are written in output order.</summary>
    public FeatureDefinitions<TSource> Add(string name, string unit, string? ibsi, string formula, Func<TSource, double> evaluate, bool deprecated = false)
    {
        _all.Add(new FeatureDefinition<TSource>(new FeatureDescriptor($"{family}_{name}", family, unit, formula, ibsi), evaluate, deprecated));
        return this;
    }

    /// <summary>The definitions, those in use first.</summary>
    public FeatureDefinition<TSource>[] ToArray() => [.. _all.Where(d => !d.Deprecated), .. _all.Where(d => d.Deprecated)];
}
