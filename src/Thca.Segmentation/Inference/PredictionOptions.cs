using System.Globalization;
using Thca.Core.Errors;
using Thca.Segmentation.Evaluation;

namespace Thca.Segmentation.Inference;

/// <summary>How a CT is segmented.</summary>
public sealed record PredictionOptions
{
    /// <summary>Whether to average over the flips that the training used.</summary>
    /// <value>true.</value>
    public bool Flips { get; init; } = true;

    /// <summary>Tiles and memory.</summary>
    /// <value>Half-tile steps; class maps above 1 GB in a file.</value>
    public SlidingWindowOptions Window { get; init; } = new();

    /// <summary>Lesion components below this volume are removed, mm³.</summary>
    /// <value>0: none; a small second focus may be real.</value>
    public double MinLesionVolume { get; init; }

    /// <summary>Components that are removed, as learnt on validation cases.</summary>
    /// <value>None.</value>
    public ComponentRules Postprocessing { get; init; } = new();

    /// <summary>Checks the settings.</summary>
    /// <exception cref="OptionsException">A value is outside its range.</exception>
    public void Validate()
    {
        Window.Validate();
        if (!(MinLesionVolume >= 0)) throw new OptionsException([string.Create(CultureInfo.InvariantCulture, $"MinLesionVolume is {MinLesionVolume}; expected at least 0 mm³.")]);
    }
}
