using System.Text.RegularExpressions;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Imaging;

namespace Thca.Pipelines.Segmentation;

/// <summary>One CT to segment.</summary>
/// <param name="Case">Name of the case.</param>
/// <param name="Images">One file per channel.</param>
public sealed partial record PredictionInput(string Case, IReadOnlyList<string> Images)
{
    /// <summary>The cases of a folder: files <c>CASE_0000.nii.gz</c>, <c>CASE_0001.nii.gz</c> … are channels of one case, every other image is a case of its own.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ThcaException">It holds no image.</exception>
    public static IReadOnlyList<PredictionInput> InFolder(string folder)
    {
        PredictionInput[] cases =
        [
            .. Directory.GetFiles(folder).Where(IsImage).Order(StringComparer.Ordinal)
                .GroupBy(NameOf, StringComparer.Ordinal).Select(g => new PredictionInput(g.Key, [.. g])).OrderBy(c => c.Case, StringComparer.Ordinal),
        ];
        return cases.Length > 0 ? cases : throw new ThcaException(ProblemCodes.FileNotFound, $"'{folder}' holds no image ({string.Join(", ", VolumeFile.WritableExtensions)}).", "Name the folder with the CTs.");
    }

    /// <summary>Name of the case that a file belongs to.</summary>
    public static string NameOf(string path)
    {
        string name = Path.GetFileName(path);
        string extension = VolumeFile.WritableExtensions.Where(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)).MaxBy(e => e.Length) ?? "";
        name = name[..^extension.Length];
        return Channel().Replace(name, "");
    }

    private static bool IsImage(string path) => VolumeFile.WritableExtensions.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)) && !Path.GetFileName(path).StartsWith('.');

    [GeneratedRegex("(?<=.)_[0-9]{4}$")]
    private static partial Regex Channel();
}
