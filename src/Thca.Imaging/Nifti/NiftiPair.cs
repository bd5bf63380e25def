namespace Thca.Imaging.Nifti;

/// <summary>Finds the two files of a NIfTI pair.</summary>
internal static class NiftiPair
{
    private static readonly string[] HeaderExtensions = [".hdr", ".hdr.gz"];
    private static readonly string[] VoxelExtensions = [".img", ".img.gz"];

    /// <summary>Header and voxel file when the path names either, else null.</summary>
    /// <exception cref="FileNotFoundException">One of the two is missing.</exception>
    public static (string Header, string Voxels)? Find(string path)
    {
        string? stem = Stem(path, HeaderExtensions) ?? Stem(path, VoxelExtensions);
        if (stem is null) return null;
        return (Existing(stem, HeaderExtensions), Existing(stem, VoxelExtensions));
    }

    private static string? Stem(string path, string[] extensions)
    {
        foreach (string extension in extensions)
        {
            if (path.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) return path[..^extension.Length];
        }

        return null;
    }

    private static string Existing(string stem, string[] extensions)
    {
        foreach (string extension in extensions)
        {
            if (File.Exists(stem + extension)) return stem + extension;
        }

        throw new FileNotFoundException($"A NIfTI pair needs '{stem}{extensions[0]}' beside its other file.", stem + extensions[0]);
    }
}
