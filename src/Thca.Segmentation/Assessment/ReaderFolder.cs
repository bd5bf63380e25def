namespace Thca.Segmentation.Assessment;

/// <summary>The masks of one reader; the file names are the same for all readers.</summary>
/// <param name="Name">The reader.</param>
/// <param name="Folder">Folder of the masks.</param>
public sealed record ReaderFolder(string Name, string Folder);
