using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Imaging.Codecs;

/// <summary>Finds the data file that a detached header names.</summary>
internal static class DetachedData
{
    /// <summary>Opens a file in the header's folder (or below). Other places are refused, so that a header cannot make any file of the machine an image; lists of files are not read.</summary>
    public static Stream Open(string? folder, string name, string format)
    {
        if (name.StartsWith("LIST", StringComparison.Ordinal) || name.Contains('%', StringComparison.Ordinal))
            throw new DataFormatException($"The {format} voxels are spread over several files.", "Convert the image to one file.", ProblemCodes.FormatUnsupported);
        if (folder is null)
            throw new DataFormatException($"The {format} header keeps its voxels in '{name}'; a stream cannot follow it.", "Read by path, or pass the data file as the second stream.");
        string root = Path.GetFullPath(folder);
        string path = Path.GetFullPath(Path.Combine(root, name));
        if (!path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new DataFormatException($"The {format} header keeps its voxels in '{name}', outside its own folder.", "Put header and data file into one folder.", ProblemCodes.FormatUnsupported);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
    }
}
