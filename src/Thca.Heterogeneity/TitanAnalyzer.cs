using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Stability;

namespace Thca.Heterogeneity;

/// <summary>
/// Habitat analysis of a tumour: supervoxels, their texture features, the 3-D ITHscore and iTED with intervals. Immutable and safe to use from
/// several threads; results do not depend on the number of threads.
/// </summary>
public sealed class TitanAnalyzer : IHeterogeneityAnalyzer
{
    private readonly IRegionFeatureExtractor _extractor;

    /// <summary>Creates an analyser.</summary>
    /// <param name="extractor">Computes the features of labelled regions.</param>
    /// <param name="options">Settings; default <see cref="TitanOptions"/>.</param>
    /// <exception cref="OptionsException">A setting is out of range; all are listed.</exception>
    public TitanAnalyzer(IRegionFeatureExtractor extractor, TitanOptions? options = null)
    {
        options ??= new TitanOptions();
        options.Validate();
        (_extractor, Options) = (extractor, options.Applied());
    }

    /// <summary>The settings, with mode and seed handed to every part.</summary>
    public TitanOptions Options { get; }

    /// <summary>Analyses one tumour with all intermediate results.</summary>
    /// <inheritdoc cref="IHeterogeneityAnalyzer.Analyze"/>
    public TitanResult Run(
        Volume<float> image,
        Mask tumour,
        Mask? thyroid = null,
        string patient = "",
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        if (image.Size != tumour.Size) throw new GeometryMismatchException(image.Geometry, tumour.Geometry);
        if (thyroid is not null && image.Size != thyroid.Size) throw new GeometryMismatchException(image.Geometry, thyroid.Geometry);
        _ = tumour.RequireBoundingBox();
        var work = new TitanWork(_extractor, Options, patient, compute, progress, ct);
        TitanResult result = work.Run(image, tumour, thyroid);
        if (result.Status != TitanStatus.Success || Options.Stability.Runs == 0) return result;
        Mask analysed = result.Expansion?.Mask ?? tumour;
        return result with { Stability = new StabilityAnalysis(_extractor, Options, patient, compute, ct).Run(image, analysed, result) };
    }

    /// <inheritdoc/>
    public HeterogeneityFeatures Analyze(
        Volume<float> image,
        Mask tumour,
        Mask? thyroid = null,
        string patient = "",
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        TitanResult result = Run(image, tumour, thyroid, patient, compute, progress, ct);
        List<FeatureValue> values = [new FeatureValue(IthDescriptor, result.Ith.Score, result.Ith.Reason)];
        foreach (Ited.ItedFeature f in result.Ited.Features)
            values.Add(new FeatureValue(new FeatureDescriptor($"iTED_{f.Name}", "iTED", "unit of the feature", "population standard deviation of the mixture's component means"), f.Value, f.Reason));
        RowStatus status = result.Problem is { } problem ? RowStatus.From(problem) : RowStatus.Ok;
        return new HeterogeneityFeatures(new FeatureVector(values), result.Subregions, result.Habitats, status);
    }

    private static FeatureDescriptor IthDescriptor { get; } = new("3D_ITHscore", "ITH", "1", "1 - Σ M / V");
}
