namespace Thca.Radiomics.Settings;

/// <summary>What the limits of <see cref="RadiomicsOptions.ResegmentRange"/> mean.</summary>
public enum ResegmentationMode
{
    /// <summary>Intensities.</summary>
    Absolute,

    /// <summary>Fractions of the region's maximum.</summary>
    Relative,

    /// <summary>Standard deviations from the region's mean.</summary>
    Sigma,
}
