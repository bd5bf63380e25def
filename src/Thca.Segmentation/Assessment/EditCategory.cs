namespace Thca.Segmentation.Assessment;

/// <summary>How much a mask was changed; defined once, by <see cref="EditCategoryEdges"/>.</summary>
public enum EditCategory
{
    /// <summary>Identical masks.</summary>
    None,

    /// <summary>Changed, Dice at or above the upper edge.</summary>
    Minor,

    /// <summary>Dice below the upper edge, at or above the lower.</summary>
    Moderate,

    /// <summary>Dice below the lower edge.</summary>
    Major,
}
