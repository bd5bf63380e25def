using Thca.Core.Errors;

namespace Thca.Phantoms.Histology;

/// <summary>What a synthetic H&amp;E slide looks like. Lengths are pixels of <see cref="Mpp"/> micrometres.</summary>
public sealed record HistologyOptions
{
    /// <summary>Resolution of every phantom, micrometres per pixel.</summary>
    public const double Mpp = 0.25;

    /// <summary>Columns, 32 to 200,000.</summary>
    /// <value>512.</value>
    public int Width { get; init; } = 512;

    /// <summary>Rows, 32 to 200,000.</summary>
    /// <value>512.</value>
    public int Height { get; init; } = 512;

    /// <summary>Nuclei aimed at per pixel of tissue, 0 to 0.004; about 0.0016 is crowded and as many as fit.</summary>
    /// <value>0.0006.</value>
    public double Density { get; init; } = 0.0006;

    /// <summary>Factor on the spread of the logarithm of the nuclear radius within a type, 0 to 3.</summary>
    /// <value>1: log standard deviation 0.18 for neoplastic nuclei, 0.10 for the others.</value>
    public double SizeSpread { get; init; } = 1;

    /// <summary>Factor on the spread of the haematoxylin level from nucleus to nucleus, 0 to 3.</summary>
    /// <value>1: log standard deviation 0.12.</value>
    public double StainSpread { get; init; } = 1;

    /// <summary>Factor on the chromatin texture, 0 to 3.</summary>
    /// <value>1.</value>
    public double TextureSpread { get; init; } = 1;

    /// <summary>Factor on the median radius of neoplastic nuclei, 0.6 to 1.6.</summary>
    /// <value>1.</value>
    public double NeoplasticSize { get; init; } = 1;

    /// <summary>Rate of follicles among the places that could hold one, 0 to 1. Epithelial nuclei line them, colloid fills them.</summary>
    /// <value>0.3.</value>
    public double Follicles { get; init; } = 0.3;

    /// <summary>Rotation of both stain vectors about the grey axis, degrees, -6 to 6.</summary>
    /// <value>0.</value>
    public double StainRotation { get; init; }

    /// <summary>Factor on the haematoxylin concentration, 0.5 to 2.</summary>
    /// <value>1.</value>
    public double HaematoxylinStrength { get; init; } = 1;

    /// <summary>Factor on the eosin concentration, 0.5 to 2.</summary>
    /// <value>1.</value>
    public double EosinStrength { get; init; } = 1;

    /// <summary>Grey level of empty glass, 200 to 255.</summary>
    /// <value>245.</value>
    public double Background { get; init; } = 245;

    /// <summary>Standard deviation of the camera noise in grey levels, 0 to 10.</summary>
    /// <value>2.2.</value>
    public double Noise { get; init; } = 2.2;

    /// <summary>Pieces of tissue; none means that tissue may be everywhere.</summary>
    /// <value>None.</value>
    public IReadOnlyList<HistologyIsland> Islands { get; init; } = [];

    /// <summary>Whether the glass shows through in places inside the tissue.</summary>
    /// <value>true.</value>
    public bool Gaps { get; init; } = true;

    /// <summary>Ink on the cover glass.</summary>
    /// <value>None.</value>
    public IReadOnlyList<PenStroke> Pen { get; init; } = [];

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        void Check(string name, double value, double low, double high)
        {
            if (!(value >= low && value <= high)) problems.Add(FormattableString.Invariant($"{name} is {value}; expected {low} to {high}."));
        }

        Check(nameof(Width), Width, 32, 200_000);
        Check(nameof(Height), Height, 32, 200_000);
        Check(nameof(Density), Density, 0, 0.004);
        Check(nameof(SizeSpread), SizeSpread, 0, 3);
        Check(nameof(StainSpread), StainSpread, 0, 3);
        Check(nameof(TextureSpread), TextureSpread, 0, 3);
        Check(nameof(NeoplasticSize), NeoplasticSize, 0.6, 1.6);
        Check(nameof(Follicles), Follicles, 0, 1);
        Check(nameof(StainRotation), StainRotation, -6, 6);
        Check(nameof(HaematoxylinStrength), HaematoxylinStrength, 0.5, 2);
        Check(nameof(EosinStrength), EosinStrength, 0.5, 2);
        Check(nameof(Background), Background, 200, 255);
        Check(nameof(Noise), Noise, 0, 10);
        OptionsException.ThrowIfAny(problems);
    }
}
