using Thca.Core.Errors;
using Thca.Core.Provenance;
using Thca.Pathology.NuclearFeatures;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;

namespace Thca.Pipelines.Pathology;

/// <summary>The colours in which a slide's nuclei are measured, from what <c>thca pathology normalize</c> left in the workspace.</summary>
public static class WorkspaceColours
{
    private const string TargetImage = "target.png";

    /// <summary>
    /// With the slide's stains and the cohort's target: the target's colours, every pixel treated alike. With the stains alone: the slide's own
    /// colours, unmixed by its own vectors. Without: its own colours, unmixed by the fixed vectors.
    /// </summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="entry">The slide.</param>
    /// <param name="identity">Identity of the slide's file.</param>
    /// <exception cref="DataFormatException">A file of stains is damaged, or describes another file of the slide.</exception>
    public static SlideColours Of(SlideWorkspace workspace, SlideEntry entry, ContentHash identity)
    {
        string stains = workspace.File(entry.Slide, StainFile.SlideName), target = workspace.File(StainFile.TargetName);
        if (!File.Exists(stains)) return SlideColours.Own;
        StainProfile source = StainFile.FindSlide(stains, identity)?.Profile
            ?? throw new DataFormatException($"{StainFile.SlideName} of {entry.Slide} describes another file of that slide.", "Run 'thca pathology normalize' again, or give --own-colours.");
        string from = ContentHash.OfFile(stains).Hex[..12];
        if (!File.Exists(target)) return new SlideColours { Unmixing = Unmixing(source), Description = $"none, unmixed by {from}" };
        StainProfile wanted = StainFile.ReadTarget(target);
        return new SlideColours
        {
            Normalizer = new StainNormalizer(wanted, source), Unmixing = Unmixing(wanted), Description = $"{wanted.Method} {from} to {ContentHash.OfFile(target).Hex[..12]}",
        };
    }

    /// <summary>The script's way: every nucleus's patch normalised by its own stains to the cohort's target image; the slide's own colours without one.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <exception cref="DataFormatException">The target image is damaged.</exception>
    public static SlideColours OfReference(SlideWorkspace workspace)
    {
        string target = workspace.File(TargetImage);
        return File.Exists(target)
            ? new SlideColours { Normalizer = ReferenceStainNormalizer.Create(FlatImageFile.Read(target), StainMethod.Macenko), Description = $"Reference Macenko to {ContentHash.OfFile(target).Hex[..12]}" }
            : SlideColours.Own;
    }

    private static StainUnmixing Unmixing(StainProfile profile) => profile.Matrix is { } m
        ? new StainUnmixing([.. m.Haematoxylin, .. m.Eosin], profile.Background.Average())
        : StainUnmixing.Ruifrok;
}
