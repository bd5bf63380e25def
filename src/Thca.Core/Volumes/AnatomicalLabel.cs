namespace Thca.Core.Volumes;

/// <summary>Labels of the thyroid's neighbourhood in every label map of this product.</summary>
public enum AnatomicalLabel
{
    /// <summary>Everything without a label of its own.</summary>
    Background = 0,

    /// <summary>Both lobes and the isthmus.</summary>
    Thyroid = 1,

    /// <summary>Trachea.</summary>
    Trachea = 2,

    /// <summary>Left common carotid artery.</summary>
    LeftCommonCarotid = 3,

    /// <summary>Right common carotid artery.</summary>
    RightCommonCarotid = 4,

    /// <summary>Fifth cervical vertebra.</summary>
    VertebraC5 = 5,

    /// <summary>Sixth cervical vertebra.</summary>
    VertebraC6 = 6,

    /// <summary>Seventh cervical vertebra.</summary>
    VertebraC7 = 7,

    /// <summary>First thoracic vertebra.</summary>
    VertebraT1 = 8,

    /// <summary>Left clavicle.</summary>
    LeftClavicle = 9,

    /// <summary>Right clavicle.</summary>
    RightClavicle = 10,

    /// <summary>The tumour.</summary>
    Lesion = 11,
}
