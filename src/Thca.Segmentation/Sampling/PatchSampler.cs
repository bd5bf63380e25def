using Thca.Core.Geometry;
using Thca.Core.Randomness;

namespace Thca.Segmentation.Sampling;

/// <summary>
/// Draws patches: a case uniformly with replacement, then a place uniformly or around a foreground voxel. The place may reach beyond the case
/// by the margin that rotation and scaling need. Pure: all randomness comes from the stream that is given.
/// </summary>
/// <param name="cases">The cases; at least one.</param>
/// <param name="initial">Extents that are cut, with the margin for rotation and scaling.</param>
/// <param name="final">Extents that the network sees.</param>
/// <param name="options">Oversampling.</param>
/// <param name="lesion">The lesion's label, or null where the labels have none.</param>
public sealed class PatchSampler(IReadOnlyList<ITrainingCase> cases, GridSize initial, GridSize final, PatchSamplingOptions options, int? lesion)
{
    /// <summary>Draws one patch of a batch.</summary>
    /// <param name="sample">Position in the batch.</param>
    /// <param name="batch">Patches in the batch.</param>
    /// <param name="random">Stream of this one patch.</param>
    public Patch Draw(int sample, int batch, RandomStream random)
    {
        ITrainingCase source = cases[random.NextInt(cases.Count)];
        return Patch.Cut(source, Start(source, IsForced(sample, batch), random), initial);
    }

    /// <summary>Whether a position of the batch is centred on foreground.</summary>
    internal bool IsForced(int sample, int batch) => sample >= Math.Round(batch * (1 - options.ForegroundFraction), MidpointRounding.ToEven);

    internal VoxelIndex Start(ITrainingCase source, bool forced, RandomStream random)
    {
        (int Low, int High) x = Range(source.Size.X, initial.X, final.X), y = Range(source.Size.Y, initial.Y, final.Y), z = Range(source.Size.Z, initial.Z, final.Z);
        if (!forced || source.Foreground.Count == 0) return new VoxelIndex(Uniform(x, random), Uniform(y, random), Uniform(z, random));
        ReadOnlySpan<int> places = source.Locations(Label(source.Foreground, random));
        VoxelIndex centre = source.Size.IndexOf(places[random.NextInt(places.Length)]);
        return new VoxelIndex(Math.Max(x.Low, centre.X - initial.X / 2), Math.Max(y.Low, centre.Y - initial.Y / 2), Math.Max(z.Low, centre.Z - initial.Z / 2));
    }

    /// <summary>First and last start along one axis; the margin is shared between both ends, and a case smaller than the patch is centred.</summary>
    internal static (int Low, int High) Range(int size, int initial, int final)
    {
        int need = initial - final;
        if (need + size < initial) need = initial - size;
        return (-((need + 1) / 2), size + need / 2 + need % 2 - initial);
    }

    private int Label(IReadOnlyList<int> present, RandomStream random)
    {
        if (options.LesionProbability is not { } probability || lesion is not { } wanted || !present.Contains(wanted)) return present[random.NextInt(present.Count)];
        if (present.Count == 1 || random.NextDouble() < probability) return wanted;
        int[] rest = [.. present.Where(l => l != wanted)];
        return rest[random.NextInt(rest.Length)];
    }

    private static int Uniform((int Low, int High) range, RandomStream random) => range.Low + random.NextInt(range.High - range.Low + 1);
}
