using System.Globalization;
using Thca.Core.Errors;

namespace Thca.Segmentation.Datasets;

/// <summary>
/// A data set in nnU-Net's layout: <c>dataset.json</c>, <c>imagesTr/CASE_0000.nii.gz</c>, <c>labelsTr/CASE.nii.gz</c>. Test images are never read here.
/// </summary>
public sealed class DatasetFolder
{
    /// <summary>Folder of the training images.</summary>
    public const string Images = "imagesTr";

    /// <summary>Folder of the label maps.</summary>
    public const string Labels = "labelsTr";

    private DatasetFolder(string path, DatasetJson description, IReadOnlyList<DatasetCase> cases) => (FullName, Description, Cases) = (path, description, cases);

    /// <summary>Full path.</summary>
    public string FullName { get; }

    /// <summary>Name of the folder, e.g. <c>Dataset101_Thyroid</c>.</summary>
    public string Name => Path.GetFileName(FullName);

    /// <summary>Content of <c>dataset.json</c>.</summary>
    public DatasetJson Description { get; }

    /// <summary>Training cases, by identifier.</summary>
    public IReadOnlyList<DatasetCase> Cases { get; }

    /// <summary>Opens a data set and pairs its files. Images without label have none in their case; labels without image are cases without images.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FileNotFoundException">There is no <c>dataset.json</c>.</exception>
    /// <exception cref="DataFormatException">The description is not sound, or there is no case.</exception>
    public static DatasetFolder Open(string folder)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        DatasetJson description = DatasetJson.Read(Path.Combine(full, DatasetJson.FileName));
        DatasetCase[] cases = description.ExplicitCases is { } listed
            ? [.. listed.Select(c => new DatasetCase(c.Key, [.. c.Value.Images.Select(i => Path.Combine(full, i))], Existing(Path.Combine(full, c.Value.Label))))]
            : Search(full, description);
        if (cases.Length == 0)
            throw new DataFormatException($"'{Path.GetFileName(full)}' has no training case.", $"Put images into {Images}/CASE_0000{description.FileEnding} and labels into {Labels}/CASE{description.FileEnding}.");
        return new DatasetFolder(full, description, [.. cases.OrderBy(c => c.Id, StringComparer.Ordinal)]);
    }

    /// <summary>Where the image of a channel belongs.</summary>
    public static string ImagePath(string folder, string caseId, int channel, string ending = ".nii.gz") =>
        Path.Combine(folder, Images, string.Create(CultureInfo.InvariantCulture, $"{caseId}_{channel:0000}{ending}"));

    /// <summary>Where the label map belongs.</summary>
    public static string LabelPath(string folder, string caseId, string ending = ".nii.gz") => Path.Combine(folder, Labels, caseId + ending);

    /// <summary>Whether a folder name follows nnU-Net: <c>Dataset</c>, three digits, an underscore, a name.</summary>
    public static bool IsProperName(string name) =>
        name.StartsWith("Dataset", StringComparison.Ordinal) && name.Length > 11 && name[10] == '_' && name.AsSpan(7, 3).IndexOfAnyExceptInRange('0', '9') < 0;

    private static DatasetCase[] Search(string folder, DatasetJson description)
    {
        string ending = description.FileEnding;
        var images = new SortedDictionary<string, SortedDictionary<int, string>>(StringComparer.Ordinal);
        foreach (string file in Files(Path.Combine(folder, Images), ending))
        {
            string name = Path.GetFileName(file)[..^ending.Length];
            int mark = name.Length - 5;
            if (mark < 1 || name[mark] != '_' || !int.TryParse(name.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int channel)) continue;
            if (!images.TryGetValue(name[..mark], out SortedDictionary<int, string>? channels)) images[name[..mark]] = channels = [];
            channels[channel] = file;
        }

        IEnumerable<string> ids = images.Keys.Concat(Files(Path.Combine(folder, Labels), ending).Select(f => Path.GetFileName(f)[..^ending.Length])).Distinct(StringComparer.Ordinal);
        return [.. ids.Select(id => new DatasetCase(id, images.TryGetValue(id, out SortedDictionary<int, string>? channels) ? [.. channels.Values] : [], Existing(LabelPath(folder, id, ending))))];
    }

    private static IEnumerable<string> Files(string folder, string ending) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Where(f => f.EndsWith(ending, StringComparison.Ordinal) && !Path.GetFileName(f).StartsWith('.'))
        : [];

    private static string? Existing(string path) => File.Exists(path) ? path : null;
}
