namespace Thca.Segmentation.Preprocessing;

/// <summary>Names of the files of a preprocessed case.</summary>
internal static class PreprocessedFiles
{
    public const string ImageEnding = ".image.npy";

    public static string Image(string folder, string id) => Path.Combine(folder, id + ImageEnding);

    public static string Label(string folder, string id) => Path.Combine(folder, id + ".label.npy");

    public static string Locations(string folder, string id) => Path.Combine(folder, id + ".locations.npy");

    public static string Json(string folder, string id) => Path.Combine(folder, id + ".json");
}
