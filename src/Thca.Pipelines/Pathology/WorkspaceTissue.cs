using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Pathology.Slides;
using Thca.Pathology.Tissue;

namespace Thca.Pipelines.Pathology;

/// <summary>The tissue of slides in their workspace.</summary>
public static class WorkspaceTissue
{
    /// <summary>The tissue that was found before, or else is found now and kept.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="entry">The slide.</param>
    /// <param name="identity">Identity of the slide's file.</param>
    /// <param name="ct">Cancels between bands of the slide.</param>
    /// <exception cref="DataFormatException">NO_TISSUE; MPP_UNKNOWN; or the slide, its regions or an earlier mask are damaged.</exception>
    public static TissueMask Of(SlideWorkspace workspace, SlideEntry entry, ContentHash identity, CancellationToken ct = default)
    {
        string folder = workspace.Folder(entry.Slide);
        if (TissueFile.Read(folder, identity) is { } known) return known;
        using ISlideReader slide = entry.Open();
        SlideChecks.RequireResolution(slide.Properties, Path.GetFileName(entry.Path));
        var options = new TissueOptions();
        RoiPolygons? roi = entry.RoiGeoJson is { } path ? RoiPolygons.Read(path) : null;
        Outcome<TissueMask> found = TissueDetector.Detect(slide, options, roi, ComputeOptions.SingleThread, ct: ct);
        if (!found.Succeeded) throw new DataFormatException(found.Problem.Message, found.Problem.Remedy, found.Problem.Code);
        TissueFile.Write(folder, found.Value, slide.Properties, identity, options);
        return found.Value;
    }
}
