using Thca.Heterogeneity;

namespace Thca.Pipelines.Heterogeneity;

/// <summary>What a heterogeneity run over cases computes.</summary>
public sealed record HeterogeneityRunOptions
{
    /// <summary>Settings of the analysis, including mode and seed.</summary>
    /// <value>The defaults of <see cref="TitanOptions"/>.</value>
    public TitanOptions Analysis { get; init; } = new();

    /// <summary>Thyroid file for cases that name none, or null.</summary>
    /// <value>null.</value>
    public string? ThyroidPath { get; init; }

    /// <summary>Labels that make up the thyroid; null: any voxel above 0 (Reference, or a binary file), label 1 of a label map (Sound).</summary>
    /// <value>null.</value>
    public IReadOnlyList<int>? ThyroidLabels { get; init; }

    /// <summary>Whether every case is also analysed in both modes for <c>mode_comparison.csv</c>.</summary>
    /// <value>false.</value>
    public bool CompareModes { get; init; }

    /// <summary>Limit on the decoded size of one volume, bytes.</summary>
    /// <value>4 GiB.</value>
    public long MaxDecodedBytes { get; init; } = 4L << 30;
}
