using Thca.Core.Volumes;

namespace Thca.Segmentation.Labels;

/// <summary>One structure of the label map and where TotalSegmentator has it.</summary>
/// <param name="Label">Its label in our maps.</param>
/// <param name="Name">Its name in <c>dataset.json</c>.</param>
/// <param name="SourceName">Class (and file) name of TotalSegmentator's task <c>total</c>; empty for the lesion.</param>
/// <param name="SourceIdV2">Value in multi-label files of TotalSegmentator 2; 0 for the lesion.</param>
/// <param name="SourceIdV1">Value in multi-label files of TotalSegmentator 1, or null where version 1 lacks the class.</param>
public sealed record AnatomicalStructure(AnatomicalLabel Label, string Name, string SourceName, int SourceIdV2, int? SourceIdV1)
{
    /// <summary>Background, the ten structures and the lesion, by label.</summary>
    public static IReadOnlyList<AnatomicalStructure> All { get; } =
    [
        new(AnatomicalLabel.Background, "background", "", 0, 0),
        new(AnatomicalLabel.Thyroid, "thyroid", "thyroid_gland", 17, null),
        new(AnatomicalLabel.Trachea, "trachea", "trachea", 16, 43),
        new(AnatomicalLabel.LeftCommonCarotid, "carotid_left", "common_carotid_artery_left", 58, null),
        new(AnatomicalLabel.RightCommonCarotid, "carotid_right", "common_carotid_artery_right", 57, null),
        new(AnatomicalLabel.VertebraC5, "vertebra_C5", "vertebrae_C5", 46, 37),
        new(AnatomicalLabel.VertebraC6, "vertebra_C6", "vertebrae_C6", 45, 36),
        new(AnatomicalLabel.VertebraC7, "vertebra_C7", "vertebrae_C7", 44, 35),
        new(AnatomicalLabel.VertebraT1, "vertebra_T1", "vertebrae_T1", 43, 34),
        new(AnatomicalLabel.LeftClavicle, "clavicle_left", "clavicula_left", 73, 86),
        new(AnatomicalLabel.RightClavicle, "clavicle_right", "clavicula_right", 74, 87),
        new(AnatomicalLabel.Lesion, "lesion", "", 0, null),
    ];

    /// <summary>The ten structures around the lesion, by label.</summary>
    public static IReadOnlyList<AnatomicalStructure> Anatomy { get; } = [.. All.Where(s => s.SourceName.Length > 0)];

    /// <summary>The structure of a label.</summary>
    public static AnatomicalStructure Of(AnatomicalLabel label) => All[(int)label];
}
