using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging;

namespace Thca.Segmentation.Labels;

/// <summary>
/// Reads what TotalSegmentator wrote (the program itself is never run): a folder with one binary mask per structure, or one multi-label file whose
/// values follow its class table, or the names in its header where there are any.
/// </summary>
public static class TotalSegmentatorAdapter
{
    /// <summary>Code of input that has none of the ten structures.</summary>
    public const string NoAnatomy = "NO_ANATOMY";

    private static readonly string[] Endings = [".nii.gz", ".nii"];

    /// <summary>Opens a folder of masks or a multi-label file.</summary>
    /// <param name="path">Folder or file.</param>
    /// <param name="version">Class table of a multi-label file without names, 1 or 2.</param>
    /// <exception cref="FileNotFoundException">There is neither.</exception>
    /// <exception cref="ThcaException">None of the ten structures is there (<see cref="NoAnatomy"/>).</exception>
    public static AnatomySource Open(string path, int version = 2)
    {
        if (Directory.Exists(path)) return OpenFolder(path);
        if (File.Exists(path)) return OpenMultiLabel(path, version);
        throw new FileNotFoundException($"There is no folder or file '{path}' with anatomical masks.", path);
    }

    private static AnatomySource OpenFolder(string folder)
    {
        var files = new Dictionary<AnatomicalLabel, string>();
        foreach (AnatomicalStructure structure in AnatomicalStructure.Anatomy)
        {
            string? file = Endings.Select(e => Path.Combine(folder, structure.SourceName + e)).FirstOrDefault(File.Exists);
            if (file is not null) files[structure.Label] = file;
        }

        if (files.Count == 0)
        {
            throw new ThcaException(
                NoAnatomy,
                $"'{Path.GetFileName(folder)}' holds none of {string.Join(", ", AnatomicalStructure.Anatomy.Select(s => s.SourceName + ".nii.gz"))}.",
                "Give the output folder of TotalSegmentator's task total (version 2).");
        }

        return new AnatomySource([.. files.Keys.Order()], label => Binary(VolumeFile.Read<float>(files[label])));
    }

    private static AnatomySource OpenMultiLabel(string path, int version)
    {
        if (version is not (1 or 2)) throw new OptionsException([string.Create(CultureInfo.InvariantCulture, $"The TotalSegmentator version is {version}; it must be 1 or 2.")]);
        LabelMap map = VolumeFile.ReadLabelMap(path);
        Dictionary<AnatomicalLabel, int> values = Values(NiftiLabelNames.Read(path), version);
        var occurring = new HashSet<int>(map.DistinctLabels());
        AnatomicalLabel[] present = [.. values.Where(v => occurring.Contains(v.Value)).Select(v => v.Key).Order()];
        if (present.Length == 0)
        {
            throw new ThcaException(
                NoAnatomy,
                $"'{Path.GetFileName(path)}' holds none of the ten structures; its values are {string.Join(", ", occurring.Order().Take(20))}.",
                "Give the multi-label output of TotalSegmentator's task total with its version, or say that the map is already merged (--already-merged).");
        }

        return new AnatomySource(present, label => map.Select(values[label]));
    }

    /// <summary>Value of every structure: by the names in the file where it has any, else by the table of the version.</summary>
    private static Dictionary<AnatomicalLabel, int> Values(IReadOnlyDictionary<int, string> names, int version)
    {
        var values = new Dictionary<AnatomicalLabel, int>();
        foreach (AnatomicalStructure structure in AnatomicalStructure.Anatomy)
        {
            int? value = names.Count > 0
                ? names.Where(n => string.Equals(n.Value, structure.SourceName, StringComparison.OrdinalIgnoreCase)).Select(n => (int?)n.Key).FirstOrDefault()
                : version == 2 ? structure.SourceIdV2 : structure.SourceIdV1;
            if (value is { } known) values[structure.Label] = known;
        }

        return values;
    }

    private static Mask Binary(Volume<float> volume)
    {
        var voxels = new byte[volume.Size.Count];
        ReadOnlySpan<float> values = volume.Voxels;
        for (int i = 0; i < voxels.Length; i++) voxels[i] = values[i] > 0.5f ? (byte)1 : (byte)0;
        return new Mask(volume.Geometry, voxels);
    }
}
