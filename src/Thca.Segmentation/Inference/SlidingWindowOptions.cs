using System.Globalization;
using Thca.Core.Errors;

namespace Thca.Segmentation.Inference;

/// <summary>How a prediction goes over a volume, and where its class maps lie.</summary>
public sealed record SlidingWindowOptions
{
    /// <summary>Largest step between tiles, in tiles.</summary>
    /// <value>0.5.</value>
    public double TileStep { get; init; } = 0.5;

    /// <summary>Bytes of class maps above which they lie in a file.</summary>
    /// <value>1 GB.</value>
    public long MemoryLimit { get; init; } = 1_000_000_000;

    /// <summary>Folder of that file; empty for the system's temporary folder.</summary>
    /// <value>Empty.</value>
    public string TemporaryFolder { get; init; } = "";

    internal string Folder => TemporaryFolder.Length > 0 ? TemporaryFolder : Path.GetTempPath();

    /// <summary>Checks the settings.</summary>
    /// <exception cref="OptionsException">A value is outside its range.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (!(TileStep is > 0 and <= 1)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"TileStep is {TileStep}; expected above 0 up to 1."));
        if (MemoryLimit < 0) problems.Add(string.Create(CultureInfo.InvariantCulture, $"MemoryLimit is {MemoryLimit}; expected at least 0."));
        OptionsException.ThrowIfAny(problems);
    }
}
