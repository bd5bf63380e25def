namespace Thca.Segmentation.Assessment;

/// <summary>Two folders of masks with the same file names: before and after editing.</summary>
/// <param name="Name">Name of the data set.</param>
/// <param name="BeforeFolder">Masks before editing.</param>
/// <param name="AfterFolder">Masks after editing.</param>
/// <param name="Center">Where the patients come from; empty when not said.</param>
public sealed record EditPair(string Name, string BeforeFolder, string AfterFolder, string Center = "");
