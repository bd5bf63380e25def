using Thca.Core.Errors;
using Thca.Core.Geometry;

namespace Thca.Phantoms.Ct;

/// <summary>What a synthetic neck CT shows. The anatomy is centred in the grid.</summary>
public sealed record NeckCtOptions
{
    /// <summary>Diameter (mm) of the sphere with the volume of an ellipsoid of semi-axes 6, 6 and 9 mm.</summary>
    internal const double BaseLesionDiameter = 13.736570910639958;

    /// <summary>Voxels along x, y and z.</summary>
    /// <value>128 x 128 x 64.</value>
    public GridSize Size { get; init; } = new(128, 128, 64);

    /// <summary>Voxel spacing in mm.</summary>
    /// <value>0.8 x 0.8 x 2.0 mm.</value>
    public Spacing Spacing { get; init; } = new(0.8, 0.8, 2.0);

    /// <summary>Diameter in mm of the sphere that has the lesion's volume, 3 to 40. The lesion is an ellipsoid with semi-axes 6 : 6 : 9.</summary>
    /// <value>14 mm.</value>
    public double LesionDiameter { get; init; } = 14;

    /// <summary>The lobe the lesion sits in.</summary>
    /// <value><see cref="LesionSide.Left"/>.</value>
    public LesionSide Side { get; init; } = LesionSide.Left;

    /// <summary>Mean of the lesion minus the enhanced gland, HU, -200 to 200.</summary>
    /// <value>-50 HU: a hypodense lesion.</value>
    public double LesionContrast { get; init; } = -50;

    /// <summary>
    /// Internal heterogeneity, 0 to 1: 0 is a lesion with nothing but noise and a gentle gradient from core to rim, 1 one of many habitats
    /// with strong differences and texture.
    /// </summary>
    /// <value>0.5.</value>
    public double Heterogeneity { get; init; } = 0.5;

    /// <summary>Standard deviation (HU) of the structured part of the lesion at heterogeneity 1; it grows in proportion to it. 0 to 200.</summary>
    /// <value>45 HU.</value>
    public double HeterogeneityAmplitude { get; init; } = 45;

    /// <summary>Standard deviation (HU) of the gradient from core to rim that every lesion has, 0 to 100.</summary>
    /// <value>8 HU.</value>
    public double CoreGradient { get; init; } = 8;

    /// <summary>Standard deviation of the noise, HU, 0 to 200.</summary>
    /// <value>15 HU.</value>
    public double NoiseStandardDeviation { get; init; } = 15;

    /// <summary>Correlation of the noise between neighbours within a slice, 0 (white) to 0.7 (a soft reconstruction kernel).</summary>
    /// <value>0.5.</value>
    public double NoiseCorrelation { get; init; } = 0.5;

    /// <summary>Offset of the scanner's HU scale, -200 to 200.</summary>
    /// <value>0 HU.</value>
    public double HuOffset { get; init; }

    /// <summary>How far the anatomy varies with the seed, 0 (always the same) to 1 (gland and lesion move by up to 1.5 mm, sizes by up to 6 %, enhancement by up to 10 HU).</summary>
    /// <value>1.</value>
    public double AnatomicalVariation { get; init; } = 1;

    /// <summary>Whether the body has skin and subcutaneous fat; otherwise it is muscle up to its surface.</summary>
    /// <value>true.</value>
    public bool BodyLayers { get; init; } = true;

    /// <summary>
    /// The plain case that segmentation networks are checked on: fixed anatomy without skin and fat, a uniform lesion of semi-axes 6, 6 and 9 mm
    /// and white noise of 15 HU.
    /// </summary>
    public static NeckCtOptions Plain(GridSize size, Spacing spacing) => new()
    {
        Size = size,
        Spacing = spacing,
        LesionDiameter = BaseLesionDiameter,
        Heterogeneity = 0,
        CoreGradient = 0,
        NoiseCorrelation = 0,
        AnatomicalVariation = 0,
        BodyLayers = false,
    };

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        Check(problems, nameof(LesionDiameter), LesionDiameter, 3, 40, "mm");
        Check(problems, nameof(LesionContrast), LesionContrast, -200, 200, "HU");
        Check(problems, nameof(Heterogeneity), Heterogeneity, 0, 1, "");
        Check(problems, nameof(HeterogeneityAmplitude), HeterogeneityAmplitude, 0, 200, "HU");
        Check(problems, nameof(CoreGradient), CoreGradient, 0, 100, "HU");
        Check(problems, nameof(NoiseStandardDeviation), NoiseStandardDeviation, 0, 200, "HU");
        Check(problems, nameof(NoiseCorrelation), NoiseCorrelation, 0, 0.7, "");
        Check(problems, nameof(HuOffset), HuOffset, -200, 200, "HU");
        Check(problems, nameof(AnatomicalVariation), AnatomicalVariation, 0, 1, "");
        if (Side is not (LesionSide.Left or LesionSide.Right)) problems.Add($"{nameof(Side)} is {Side}; expected Left or Right.");
        if (Spacing == default || Size == default) problems.Add("Size and Spacing must be set.");
        else if (problems.Count == 0) CheckField(problems);
        OptionsException.ThrowIfAny(problems);
    }

    private static void Check(List<string> problems, string name, double value, double low, double high, string unit)
    {
        if (value >= low && value <= high) return;
        problems.Add(FormattableString.Invariant($"{name} is {value}; expected {low} to {high}{(unit.Length == 0 ? "" : " " + unit)}."));
    }

    /// <summary>The whole lesion, wherever variation may put it, must lie inside the field of view.</summary>
    private void CheckField(List<string> problems)
    {
        Shapes.Box reach = NeckAnatomy.LesionReach(this);
        Need(problems, "x", Size.X, Spacing.X, Math.Max(-reach.MinX, reach.MaxX));
        Need(problems, "y", Size.Y, Spacing.Y, Math.Max(-reach.MinY, reach.MaxY));
        Need(problems, "z", Size.Z, Spacing.Z, Math.Max(-reach.MinZ, reach.MaxZ));
    }

    private static void Need(List<string> problems, string axis, int count, double spacing, double reach)
    {
        if (count * spacing / 2 >= reach) return;
        problems.Add(FormattableString.Invariant(
            $"Size and Spacing show {count * spacing:0.#} mm along {axis}; the lesion needs {2 * reach:0.#} mm. Use more voxels, a wider spacing or a smaller lesion."));
    }
}
