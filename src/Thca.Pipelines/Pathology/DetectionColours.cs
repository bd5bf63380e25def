using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;

namespace Thca.Pipelines.Pathology;

/// <summary>
/// The colours in which a detector sees slides: those of a target, every pixel of a slide moved alike by stains estimated once for the slide.
/// Off unless asked for: networks are trained with varied colours.
/// </summary>
public sealed class DetectionColours
{
    private readonly StainProfile _target;
    private readonly string _targetHash;
    private readonly SlideWorkspace _workspace;
    private readonly StainMethod _method;
    private readonly RandomSeed _seed;

    /// <summary>Prepares the colours of a target.</summary>
    /// <param name="workspace">The workspace, whose stains are used and added to.</param>
    /// <param name="method">How stains are told apart.</param>
    /// <param name="target">A <c>stain-target.json</c> or an image; null for the workspace's own target.</param>
    /// <param name="seed">Seed of the samples.</param>
    /// <exception cref="OptionsException">The target is another method's.</exception>
    /// <exception cref="DataFormatException">The target is damaged, or its stains cannot be told apart.</exception>
    /// <exception cref="FileNotFoundException">There is no target.</exception>
    public DetectionColours(SlideWorkspace workspace, StainMethod method, string? target, RandomSeed seed)
    {
        (_workspace, _method, _seed) = (workspace, method, seed);
        string path = target ?? workspace.File(StainFile.TargetName);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(target is null
                ? $"The workspace has no {StainFile.TargetName}; make one with 'thca pathology normalize --make-target', or name a target."
                : $"There is no target {path}.", path);
        }

        _target = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? StainFile.ReadTarget(path)
            : StainEstimator.Estimate(FlatImageFile.Read(path), new StainOptions { Method = method, TissueOnly = true, Seed = seed });
        bool byMoments = method == StainMethod.Reinhard;
        if (byMoments != (_target.Method == StainMethod.Reinhard))
            throw new OptionsException([$"{Path.GetFileName(path)} was made by {_target.Method} and cannot be used with {method}; make a target with the same method."]);
        _targetHash = StainFile.Fingerprint(_target).Hex[..12];
    }

    /// <summary>What is done to a slide, and a text that changes when it does.</summary>
    /// <param name="entry">The slide.</param>
    /// <param name="identity">Identity of the slide's file.</param>
    /// <param name="ct">Cancels between windows.</param>
    /// <exception cref="DataFormatException">NO_TISSUE; MPP_UNKNOWN; STAIN_SINGULAR; or a file is damaged.</exception>
    public (IStainNormalizer Normalizer, string Identity) Of(SlideEntry entry, ContentHash identity, CancellationToken ct = default)
    {
        SlideStain stain = WorkspaceStains.Of(_workspace, entry, identity, _method, _seed, ct);
        string fallback = stain.Fallback is { } problem ? $" ({problem.Code}: {stain.Profile.Method})" : "";
        return (new StainNormalizer(_target, stain.Profile), $"{_method}{fallback} {StainFile.Fingerprint(stain.Profile).Hex[..12]} to {_targetHash}");
    }
}
