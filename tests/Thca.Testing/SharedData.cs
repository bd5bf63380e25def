using Xunit;

namespace Thca.Testing;

/// <summary>Finds the golden values and real inputs that lie beside the repository; tests that need them skip where they are absent.</summary>
public static class SharedData
{
    private static readonly string? Root = Locate();

    /// <summary>Full path of a file or folder below the shared folder, e.g. <c>golden/radiomics/index.json</c>.</summary>
    public static string Path(params string[] parts)
    {
        Assert.SkipWhen(Root is null, "The shared golden and data folders are not beside the repository (or named by THCA_SHARED).");
        return System.IO.Path.Combine([Root!, .. parts]);
    }

    /// <summary>Whether the shared folder is there.</summary>
    public static bool IsPresent => Root is not null;

    private static string? Locate()
    {
        string? named = Environment.GetEnvironmentVariable("THCA_SHARED");
        if (!string.IsNullOrEmpty(named)) return Directory.Exists(named) ? named : null;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "shared", "golden");
            if (Directory.Exists(candidate)) return System.IO.Path.GetDirectoryName(candidate);
        }

        return null;
    }
}
