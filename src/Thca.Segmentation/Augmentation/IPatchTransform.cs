using Thca.Core.Randomness;
using Thca.Segmentation.Sampling;

namespace Thca.Segmentation.Augmentation;

/// <summary>One random change of a patch.</summary>
public interface IPatchTransform
{
    /// <summary>Changes a patch.</summary>
    /// <param name="patch">The patch; may be changed in place.</param>
    /// <param name="random">Where all random numbers come from.</param>
    /// <returns>The changed patch: the same one, or a new one of another size.</returns>
    Patch Apply(Patch patch, RandomStream random);
}
