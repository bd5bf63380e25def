namespace Thca.Segmentation.Review;

/// <summary>Order of a worklist.</summary>
public enum ReviewOrder
{
    /// <summary>The least certain mask first; masks without uncertainty last, by case id.</summary>
    Uncertainty,

    /// <summary>By case id.</summary>
    Id,

    /// <summary>A random order from the seed; uncertainty, volume and warnings are left out.</summary>
    Blinded,
}
