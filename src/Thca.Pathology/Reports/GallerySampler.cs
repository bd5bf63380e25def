using Thca.Core.Cohorts;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.Reports;

/// <summary>Draws nuclei of every class at random from a stream of any length: a reservoir per class, then the classes in turn.</summary>
internal sealed class GallerySampler(RandomSeed seed, SlideId slide, int size)
{
    private readonly RandomStream _random = seed.Stream("slide-gallery", slide.Value);
    private readonly List<Nucleus>[] _drawn = [.. Enumerable.Range(0, NucleusTypes.Count).Select(_ => new List<Nucleus>())];
    private readonly int[] _seen = new int[NucleusTypes.Count];

    public void Add(Nucleus nucleus)
    {
        List<Nucleus> drawn = _drawn[(int)nucleus.Type];
        int at = _random.NextInt(++_seen[(int)nucleus.Type]);
        if (drawn.Count < size) drawn.Add(nucleus);
        else if (at < size) drawn[at] = nucleus;
    }

    /// <summary>The nuclei, by class and then by number; as many of each class as there are, up to equal shares.</summary>
    public IReadOnlyList<Nucleus> Draw()
    {
        var chosen = new List<Nucleus>();
        foreach (List<Nucleus> drawn in _drawn) _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(drawn));
        for (int turn = 0; turn < size && chosen.Count < size; turn++)
            foreach (NucleusType type in NucleusTypes.Proper.Append(NucleusType.Background))
                if (turn < _drawn[(int)type].Count && chosen.Count < size) chosen.Add(_drawn[(int)type][turn]);
        return [.. chosen.OrderBy(n => n.Type).ThenBy(n => n.Id)];
    }
}
