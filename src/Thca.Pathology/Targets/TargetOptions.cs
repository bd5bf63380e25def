using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Pathology.Stains;

namespace Thca.Pathology.Targets;

/// <summary>How a cohort's stain target is made.</summary>
public sealed record TargetOptions
{
    /// <summary>The method the target is for.</summary>
    /// <value><see cref="StainMethod.Macenko"/>.</value>
    public StainMethod Method { get; init; }

    /// <summary>Side of a tile in pixels of 0.25 µm, 64 to 4096; smaller on slides that are smaller.</summary>
    /// <value>1024: 256 µm.</value>
    public int TileSize { get; init; } = 1024;

    /// <summary>Most tiles taken from one slide, 1 to 100.</summary>
    /// <value>3.</value>
    public int TilesPerSlide { get; init; } = 3;

    /// <summary>Positions tried per slide, 1 to 10,000.</summary>
    /// <value>60.</value>
    public int Tries { get; init; } = 60;

    /// <summary>Most tiles in the target, 1 to 64.</summary>
    /// <value>16.</value>
    public int FinalTiles { get; init; } = 16;

    /// <summary>Most tiles of one patient in the target, 1 to 64.</summary>
    /// <value>2.</value>
    public int TilesPerPatient { get; init; } = 2;

    /// <summary>Seed of positions and clusters.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        void Check(string name, int value, int low, int high)
        {
            if (value < low || value > high) problems.Add($"{name} is {value}; expected {low} to {high}.");
        }

        Check(nameof(TileSize), TileSize, 64, 4096);
        Check(nameof(TilesPerSlide), TilesPerSlide, 1, 100);
        Check(nameof(Tries), Tries, 1, 10_000);
        Check(nameof(FinalTiles), FinalTiles, 1, 64);
        Check(nameof(TilesPerPatient), TilesPerPatient, 1, 64);
        OptionsException.ThrowIfAny(problems);
    }
}
