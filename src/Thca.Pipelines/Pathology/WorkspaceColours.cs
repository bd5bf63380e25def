using Thca.Core.Provenance;
using Thca.Pathology.NuclearFeatures;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;

namespace Thca.Pipelines.Pathology;

/// <summary>The colours in which a slide's nuclei are measured, from what <c>thca pathology normalize</c> left in the workspace.</summary>
public static class WorkspaceColours
{
    /// <summary>
    /// With the slide's stains and the cohort's target: the target's colours, every pixel treated alike. With the stains alone: the slide's own
    /// colours, unmixed by its own vectors. Without: its own colours, unmixed by the fixed vectors.
    /// </summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="entry">The slide.</param>
    /// <exception cref="Core.Errors.DataFormatException">A file of stains is damaged.</exception>
    public static SlideColours Of(SlideWorkspace workspace, SlideEntry entry)
    {
        string stains = workspace.File(entry.Slide, StainFile.SlideName), target = workspace.File(StainFile.TargetName);
        if (!File.Exists(stains)) return SlideColours.Own;
        StainProfile source = StainFile.ReadSlide(stains).Profile;
        string from = ContentHash.OfFile(stains).Hex[..12];
        if (!File.Exists(target)) return new SlideColours { Unmixing = Unmixing(source), Description = $"none, unmixed by {from}" };
        StainProfile wanted = StainFile.ReadTarget(target);
        return new SlideColours
        {
            Normalizer = new StainNormalizer(wanted, source), Unmixing = Unmixing(wanted), Description = $"{wanted.Method} {from} to {ContentHash.OfFile(target).Hex[..12]}",
        };
    }

    private static StainUnmixing Unmixing(StainProfile profile) => profile.Matrix is { } m
        ? new StainUnmixing([.. m.Haematoxylin, .. m.Eosin], profile.Background.Average())
        : StainUnmixing.Ruifrok;
}
