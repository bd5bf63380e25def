namespace Thca.Cli.Commands.Segment;

/// <summary>Case identifiers from file names.</summary>
internal static class CaseName
{
    /// <summary>The file name up to its first dot, without nnU-Net's channel suffix <c>_0000</c>.</summary>
    public static string Of(string path)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0) name = name[..dot];
        return name.EndsWith("_0000", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name;
    }
}
