namespace Thca.Pathology.Stains;

/// <summary>How an image is given the colours of a target.</summary>
public enum StainMethod
{
    /// <summary>Stain vectors from the extreme angles in the plane of the two largest principal components of optical density (Macenko et al. 2009).</summary>
    Macenko,

    /// <summary>Mean and standard deviation of L*a*b* channels (Reinhard et al. 2001).</summary>
    Reinhard,

    /// <summary>Stain vectors by sparse non-negative factorisation (after Vahadane et al. 2016, deterministic).</summary>
    Vahadane,

    /// <summary>Fixed stain vectors of haematoxylin and eosin (Ruifrok and Johnston 2001).</summary>
    Ruifrok,
}
