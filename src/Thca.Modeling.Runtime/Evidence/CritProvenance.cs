namespace Thca.Modeling.Runtime.Evidence;

/// <summary>Where the model comes from.</summary>
public sealed record CritProvenance
{
    /// <summary>Version of this product.</summary>
    public required string ProductVersion { get; init; }

    /// <summary>Training library.</summary>
    public required string Trainer { get; init; }

    /// <summary>Its version.</summary>
    public required string TrainerVersion { get; init; }

    /// <summary>Seed of the run.</summary>
    public required long Seed { get; init; }

    /// <summary>SHA-256 of the settings.</summary>
    /// <value>Default empty.</value>
    public string SettingsSha256 { get; init; } = "";

    /// <summary>Input files.</summary>
    public IReadOnlyList<CritInputFile> Inputs { get; init; } = [];

    /// <summary>Development rows.</summary>
    /// <value>Default 0.</value>
    public int Rows { get; init; }

    /// <summary>Development rows with the outcome.</summary>
    /// <value>Default 0.</value>
    public int Events { get; init; }

    /// <summary>Whether values were imputed over all patients before the folds were made.</summary>
    /// <value>Default false.</value>
    public bool UpstreamImputationLeak { get; init; }

    /// <summary>Validation design in words, e.g. 5x5.</summary>
    /// <value>Default empty.</value>
    public string Folds { get; init; } = "";

    /// <summary>Summary of the hyper-parameter search.</summary>
    /// <value>Default empty.</value>
    public string Search { get; init; } = "";

    /// <summary>Run-time and operating system.</summary>
    /// <value>Default empty.</value>
    public string Environment { get; init; } = "";

    /// <summary>Author.</summary>
    /// <value>Default empty.</value>
    public string Author { get; init; } = "";

    /// <summary>Contact.</summary>
    /// <value>Default empty.</value>
    public string Contact { get; init; } = "";

    /// <summary>Licence of the model.</summary>
    /// <value>Default empty.</value>
    public string Licence { get; init; } = "";

    /// <summary>Note on the data.</summary>
    /// <value>Default empty.</value>
    public string DataGovernance { get; init; } = "";
}
