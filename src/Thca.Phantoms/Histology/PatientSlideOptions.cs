using Thca.Core.Errors;

namespace Thca.Phantoms.Histology;

/// <summary>What the slides of a synthetic cohort look like, and how much they tell about the patient's risk.</summary>
public sealed record PatientSlideOptions
{
    /// <summary>Columns and rows of each slide, 64 to 20,000 pixels of 0.25 µm.</summary>
    /// <value>512.</value>
    public int Side { get; init; } = 512;

    /// <summary>
    /// How much the logarithm of the nuclear spread (of size, stain and texture) falls per standard deviation of the patient's log odds of metastasis,
    /// -1 to 1: high risk goes with lower cellular heterogeneity, as the study reports. 0 makes a null cohort.
    /// </summary>
    /// <value>0.3.</value>
    public double Effect { get; init; } = 0.3;

    /// <summary>Standard deviation of the logarithm of the nuclear spread that has nothing to do with the risk, 0 to 1.</summary>
    /// <value>0.15.</value>
    public double Unexplained { get; init; } = 0.15;

    /// <summary>Factor on the variation of the stains from slide to slide, 0 to 2.</summary>
    /// <value>1: rotation 2.5 degrees, strength 12 %.</value>
    public double StainVariation { get; init; } = 1;

    /// <summary>Nuclei per pixel, 0 to 0.004.</summary>
    /// <value>0.0009.</value>
    public double Density { get; init; } = 0.0009;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        void Check(string name, double value, double low, double high)
        {
            if (!(value >= low && value <= high)) problems.Add(FormattableString.Invariant($"{name} is {value}; expected {low} to {high}."));
        }

        Check(nameof(Side), Side, 64, 20_000);
        Check(nameof(Effect), Effect, -1, 1);
        Check(nameof(Unexplained), Unexplained, 0, 1);
        Check(nameof(StainVariation), StainVariation, 0, 2);
        Check(nameof(Density), Density, 0, 0.004);
        OptionsException.ThrowIfAny(problems);
    }
}
