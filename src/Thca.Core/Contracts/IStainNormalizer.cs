using Thca.Core.Histology;

namespace Thca.Core.Contracts;

/// <summary>Gives an H&amp;E image the colours of a target it was fitted to.</summary>
public interface IStainNormalizer
{
    /// <summary>Returns the image in the target's colours; the input is not changed.</summary>
    /// <exception cref="Errors.ThcaException">The image has no stain to estimate, such as a blank or one-colour tile.</exception>
    RgbImage Normalize(RgbImage image);
}
