namespace Thca.Pathology.Slides;

/// <summary>Codes of expected trouble with slides, tissue and stains.</summary>
public static class SlideProblems
{
    /// <summary>Neither the manifest nor the file says how large a pixel is.</summary>
    public const string MppUnknown = "MPP_UNKNOWN";

    /// <summary>Warning: the resolution lies outside 0.1 to 2 µm per pixel, or differs between the axes by more than 5 %.</summary>
    public const string MppSuspect = "MPP_SUSPECT";

    /// <summary>Warning: objective power and resolution disagree by more than 25 %; the resolution wins.</summary>
    public const string PowerMppConflict = "POWER_MPP_CONFLICT";

    /// <summary>Warning: the slide is coarser than the resolution it is read at.</summary>
    public const string Upsampled = "UPSAMPLED";

    /// <summary>No tissue was found.</summary>
    public const string NoTissue = "NO_TISSUE";

    /// <summary>Warning: stain vectors could not be estimated, or were implausible, and the fixed ones are used.</summary>
    public const string StainFallback = "STAIN_FALLBACK";

    /// <summary>An image has no two stains to tell apart: it is blank or of one colour.</summary>
    public const string StainSingular = "STAIN_SINGULAR";

    /// <summary>No window of any slide passed the gates for a stain target.</summary>
    public const string NoTargetTiles = "NO_TARGET_TILES";
}
