namespace Thca.Pathology.Slides;

/// <summary>Which library reads a slide.</summary>
public enum SlideBackend
{
    /// <summary>Chosen by the file's content: libvips where it can, OpenSlide for scanner formats that only it knows.</summary>
    Auto,

    /// <summary>libvips through NetVips.</summary>
    Vips,

    /// <summary>The system's OpenSlide library.</summary>
    OpenSlide,
}
