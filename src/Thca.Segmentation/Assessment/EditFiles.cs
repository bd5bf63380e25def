using Thca.Imaging;

namespace Thca.Segmentation.Assessment;

/// <summary>The masks of a folder by case id: the file name without the extension of its format. Hidden and other files are passed over.</summary>
internal static class EditFiles
{
    // Longest first, so that .nii.gz is not taken for another name with .gz.
    private static readonly string[] Extensions = [.. VolumeFile.WritableExtensions.OrderByDescending(e => e.Length)];

    /// <summary>Files by case id, in ordinal order; several where a case has masks in more than one format.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static SortedDictionary<string, List<string>> Of(string folder)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"The folder '{folder}' does not exist.");
        var files = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (CaseOf(path) is not { } id) continue;
            if (!files.TryGetValue(id, out List<string>? paths)) files[id] = paths = [];
            paths.Add(path);
        }

        return files;
    }

    /// <summary>Case id of a file, or null when it is no mask.</summary>
    public static string? CaseOf(string path)
    {
        string name = Path.GetFileName(path);
        string? extension = Extensions.FirstOrDefault(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        return extension is null || name.Length == extension.Length || name[0] == '.' ? null : name[..^extension.Length];
    }
}
