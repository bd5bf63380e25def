using System.Globalization;
using Thca.Core.Errors;

namespace Thca.Pathology.HoverNet.Inference;

/// <summary>How HoVer-Net runs over a window. Only <see cref="PatchSize"/> changes results.</summary>
public sealed record HoverNetInferenceOptions
{
    /// <summary>Device: auto, cpu, cuda or cuda:N.</summary>
    /// <value>auto.</value>
    public string Device { get; init; } = "auto";

    /// <summary>Patches per forward pass to begin with; halved when memory runs out.</summary>
    /// <value>null: 1 on a processor, 8 on CUDA.</value>
    public int? BatchSize { get; init; }

    /// <summary>Forward passes at once on a processor.</summary>
    /// <value>1.</value>
    public int PatchesAtOnce { get; init; } = 1;

    /// <summary>Side of a patch's input; smaller ones suit small images.</summary>
    /// <value>null: that of the network's mode, 256 or 270.</value>
    public int? PatchSize { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">A value is outside its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (BatchSize is < 1) problems.Add(string.Create(CultureInfo.InvariantCulture, $"BatchSize is {BatchSize}; at least 1 is needed."));
        if (PatchesAtOnce < 1) problems.Add(string.Create(CultureInfo.InvariantCulture, $"PatchesAtOnce is {PatchesAtOnce}; at least 1 is needed."));
        OptionsException.ThrowIfAny(problems);
    }
}
