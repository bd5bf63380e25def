using Thca.Core.Errors;
using Thca.Core.Geometry;

namespace Thca.Phantoms.Cohorts;

/// <summary>What a synthetic cohort looks like.</summary>
public sealed record CohortPhantomOptions
{
    /// <summary>Number of patients, 2 to 1,000,000.</summary>
    /// <value>60.</value>
    public int Patients { get; init; } = 60;

    /// <summary>Patients without metastasis per patient with, 0.5 to 1000.</summary>
    /// <value>6.4.</value>
    public double M1Ratio { get; init; } = 6.4;

    /// <summary>Fewest patients with metastasis, so that small cohorts can still be cross-validated; never more than half of the cohort.</summary>
    /// <value>5.</value>
    public int MinimumEvents { get; init; } = 5;

    /// <summary>
    /// How far the centre differs from the first, -3 to 3: per unit the HU scale is 8 HU higher, the noise 25 % stronger, patients 3 years older
    /// and tumours 10 % larger.
    /// </summary>
    /// <value>0.</value>
    public double CenterShift { get; init; }

    /// <summary>Name of the centre in the truth table.</summary>
    /// <value>"A".</value>
    public string Center { get; init; } = "A";

    /// <summary>Text before the number in patient identifiers.</summary>
    /// <value>"P".</value>
    public string IdPrefix { get; init; } = "P";

    /// <summary>Share of laboratory values that were not measured, 0 to 0.9.</summary>
    /// <value>0.03.</value>
    public double MissingRate { get; init; } = 0.03;

    /// <summary>Voxels of each CT along x, y and z.</summary>
    /// <value>96 x 96 x 40.</value>
    public GridSize Size { get; init; } = new(96, 96, 40);

    /// <summary>Voxel spacing of each CT in mm.</summary>
    /// <value>1 x 1 x 2 mm.</value>
    public Spacing Spacing { get; init; } = new(1, 1, 2);

    /// <summary>The law of metastasis.</summary>
    /// <value>The coefficients of <see cref="PhantomRiskModel"/>.</value>
    public PhantomRiskModel Risk { get; init; } = new();

    /// <summary>Patients with metastasis: <see cref="Patients"/> / (1 + <see cref="M1Ratio"/>), rounded, at least <see cref="MinimumEvents"/>.</summary>
    public int Events => Math.Max((int)Math.Round(Patients / (1 + M1Ratio)), Math.Clamp(MinimumEvents, 1, Patients / 2));

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        void Check(string name, double value, double low, double high)
        {
            if (!(value >= low && value <= high)) problems.Add(FormattableString.Invariant($"{name} is {value}; expected {low} to {high}."));
        }

        Check(nameof(Patients), Patients, 2, 1_000_000);
        Check(nameof(M1Ratio), M1Ratio, 0.5, 1000);
        Check(nameof(MinimumEvents), MinimumEvents, 0, 1_000_000);
        Check(nameof(CenterShift), CenterShift, -3, 3);
        Check(nameof(MissingRate), MissingRate, 0, 0.9);
        if (IdPrefix.AsSpan().IndexOfAnyExcept(IdCharacters) >= 0)
            problems.Add($"IdPrefix is '{IdPrefix}'; expected letters, digits, '-' and '_' only, since it becomes part of file names.");
        OptionsException.ThrowIfAny(problems);
        PatientSampler.ImageOptions(this, PatientSampler.LargestTumour, 1, Ct.LesionSide.Left).Validate();
    }

    private static System.Buffers.SearchValues<char> IdCharacters { get; } =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}
