using Thca.Core.Cohorts;

namespace Thca.Pathology.Slides;

/// <summary>The folder that every step of a pathology study reads and writes: one sub-folder per slide, cohort tables beside them.</summary>
/// <param name="root">The folder.</param>
public sealed class SlideWorkspace(string root)
{
    /// <summary>The folder.</summary>
    public string Root { get; } = root;

    /// <summary>The folder of one slide.</summary>
    public string Folder(SlideId slide) => Path.Combine(Root, slide.Value);

    /// <summary>A file of one slide.</summary>
    public string File(SlideId slide, string name) => Path.Combine(Root, slide.Value, name);

    /// <summary>A file of the study.</summary>
    public string File(string name) => Path.Combine(Root, name);
}
