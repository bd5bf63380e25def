using Thca.Core.Cohorts;
using Thca.Core.Histology;
using Thca.Pathology.NuclearFeatures;

namespace Thca.Pathology.Heterogeneity;

/// <summary>The valid nuclei of a slide with their features, column by column.</summary>
public sealed record SlideNuclei
{
    /// <summary>The slide.</summary>
    public required SlideId Slide { get; init; }

    /// <summary>Centres, µm from the left.</summary>
    public required double[] X { get; init; }

    /// <summary>Centres, µm from the top.</summary>
    public required double[] Y { get; init; }

    /// <summary>Types.</summary>
    public required NucleusType[] Types { get; init; }

    /// <summary>Where tissue lies.</summary>
    public required TissueRaster Tissue { get; init; }

    /// <summary>The features, in the order of <see cref="Values"/>.</summary>
    public required IReadOnlyList<NuclearFeature> Features { get; init; }

    /// <summary>One column per feature; NaN where a nucleus lacks it.</summary>
    public required IReadOnlyList<double[]> Values { get; init; }

    /// <summary>Number of nuclei.</summary>
    public int Count => X.Length;

    /// <summary>Positions of the nuclei of a type.</summary>
    public int[] Members(NucleusType type) => [.. Enumerable.Range(0, Count).Where(i => Types[i] == type)];
}
