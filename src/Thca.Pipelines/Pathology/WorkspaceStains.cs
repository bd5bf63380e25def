using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;
using Thca.Pathology.Tissue;

namespace Thca.Pipelines.Pathology;

/// <summary>The stains of slides in their workspace, estimated once per slide.</summary>
public static class WorkspaceStains
{
    /// <summary>Estimates the stains of a slide and keeps them.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="entry">The slide.</param>
    /// <param name="slide">Its reader.</param>
    /// <param name="mask">Its tissue.</param>
    /// <param name="method">The method.</param>
    /// <param name="seed">Seed of the sample.</param>
    /// <param name="ct">Cancels between windows.</param>
    /// <exception cref="DataFormatException">MPP_UNKNOWN; STAIN_SINGULAR; or the slide is damaged.</exception>
    public static SlideStain Estimate(SlideWorkspace workspace, SlideEntry entry, ISlideReader slide, TissueMask mask, StainMethod method, RandomSeed seed, CancellationToken ct = default)
    {
        SlideStain stain = SlideStainEstimator.Estimate(slide, mask, new SlideStainOptions { Method = method, Seed = seed }, ct: ct);
        StainFile.WriteSlide(workspace.File(entry.Slide, StainFile.SlideName), stain, SlideIdentity.Of(entry.Path));
        return stain;
    }

    /// <summary>The stains that were estimated before by the same method, or else are estimated now. Those of another method stay as they are.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="entry">The slide.</param>
    /// <param name="identity">Identity of the slide's file.</param>
    /// <param name="method">The method.</param>
    /// <param name="seed">Seed of the sample.</param>
    /// <param name="ct">Cancels between windows.</param>
    /// <exception cref="DataFormatException">NO_TISSUE; MPP_UNKNOWN; STAIN_SINGULAR; or a file is damaged.</exception>
    public static SlideStain Of(SlideWorkspace workspace, SlideEntry entry, ContentHash identity, StainMethod method, RandomSeed seed, CancellationToken ct = default)
    {
        SlideStain? known = StainFile.FindSlide(workspace.File(entry.Slide, StainFile.SlideName), identity);
        if (known?.Requested == method) return known;
        TissueMask mask = WorkspaceTissue.Of(workspace, entry, identity, ct);
        using ISlideReader slide = entry.Open();
        if (known is not null) return SlideStainEstimator.Estimate(slide, mask, new SlideStainOptions { Method = method, Seed = seed }, ct: ct);

        // As they come back from the file, so that the first run sees the same last digits as all later ones.
        SlideStain estimated = Estimate(workspace, entry, slide, mask, method, seed, ct);
        return StainFile.FindSlide(workspace.File(entry.Slide, StainFile.SlideName), identity) ?? estimated;
    }
}
