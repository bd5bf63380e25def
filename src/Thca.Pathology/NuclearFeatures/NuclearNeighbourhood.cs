using Thca.Core.Histology;
using Thca.Pathology.Nuclei;
using Thca.Statistics.Neighbours;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>The neighbourhood features of all nuclei of a slide, from their centres, types and orientations.</summary>
public sealed class NuclearNeighbourhood
{
    /// <summary>Number of features.</summary>
    public const int FeatureCount = 17;

    private const int Most = 20;

    private readonly double[] _x;
    private readonly double[] _y;
    private readonly NucleusType[] _types;
    private readonly double[] _angles;
    private readonly TissueRaster _tissue;
    private readonly PlanarTree _all;
    private readonly (PlanarTree Tree, int[] Members)[] _byType;
    private readonly int[] _rankInType;

    /// <summary>Builds the search trees.</summary>
    /// <param name="x">Centres, µm from the left.</param>
    /// <param name="y">Centres, µm from the top.</param>
    /// <param name="types">Types.</param>
    /// <param name="angles">Directions of the major axes, radians.</param>
    /// <param name="tissue">Where tissue lies.</param>
    public NuclearNeighbourhood(double[] x, double[] y, NucleusType[] types, double[] angles, TissueRaster tissue)
    {
        (_x, _y, _types, _angles, _tissue, _all) = (x, y, types, angles, tissue, new PlanarTree(x, y));
        _rankInType = new int[x.Length];
        _byType = [.. Enumerable.Range(0, NucleusTypes.Count).Select(t =>
        {
            int[] members = [.. Enumerable.Range(0, x.Length).Where(i => (int)types[i] == t)];
            for (int m = 0; m < members.Length; m++) _rankInType[members[m]] = m;
            return (new PlanarTree([.. members.Select(i => x[i])], [.. members.Select(i => y[i])]), members);
        })];
    }

    /// <summary>Number of nuclei.</summary>
    public int Count => _x.Length;

    /// <summary>Computes the features of one nucleus.</summary>
    /// <param name="nucleus">Its position in the arrays.</param>
    /// <param name="values">Receives the values, in the catalogue's order.</param>
    /// <param name="reasons">Receives why a value is NaN.</param>
    public void Compute(int nucleus, Span<double> values, Span<MissingReason> reasons)
    {
        double x = _x[nucleus], y = _y[nucleus];
        Span<Neighbour> nearest = stackalloc Neighbour[Most];
        int found = _all.Nearest(x, y, nearest, nucleus), at = 0;
        Set(found >= 1 ? nearest[0].Distance : double.NaN, MissingReason.TooFewNuclei, values, reasons, ref at);
        foreach (int k in (ReadOnlySpan<int>)[5, 10, 20]) Set(found >= k ? MeanDistance(nearest[..k]) : double.NaN, MissingReason.TooFewNuclei, values, reasons, ref at);
        foreach (int radius in (ReadOnlySpan<int>)[25, 50])
        {
            double tissue = _tissue.AreaWithin(x, y, radius);
            Set(tissue > 0 ? 1000 * _all.CountWithin(x, y, radius, nucleus) / tissue : double.NaN, MissingReason.NoTissue, values, reasons, ref at);
        }

        Span<Neighbour> one = stackalloc Neighbour[1];
        for (int t = 1; t < NucleusTypes.Count; t++)
        {
            int except = (int)_types[nucleus] == t ? _rankInType[nucleus] : -1;
            Set(_byType[t].Tree.Nearest(x, y, one, except) == 1 ? one[0].Distance : double.NaN, MissingReason.TypeAbsent, values, reasons, ref at);
        }

        for (int t = 1; t < NucleusTypes.Count; t++)
        {
            int same = 0;
            for (int i = 0; i < Math.Min(found, 10); i++) same += (int)_types[nearest[i].Row] == t ? 1 : 0;
            Set(found >= 10 ? same / 10.0 : double.NaN, MissingReason.TooFewNuclei, values, reasons, ref at);
        }

        double cosine = 0, sine = 0;
        for (int i = 0; i < Math.Min(found, 10); i++)
        {
            (double s, double c) = Math.SinCos(2 * _angles[nearest[i].Row]);
            (sine, cosine) = (sine + s, cosine + c);
        }

        Set(found >= 10 ? Math.Sqrt(sine * sine + cosine * cosine) / 10 : double.NaN, MissingReason.TooFewNuclei, values, reasons, ref at);
    }

    private static double MeanDistance(ReadOnlySpan<Neighbour> nearest)
    {
        double sum = 0;
        foreach (Neighbour n in nearest) sum += n.Distance;
        return sum / nearest.Length;
    }

    private static void Set(double value, MissingReason reason, Span<double> values, Span<MissingReason> reasons, ref int at)
    {
        values[at] = value;
        reasons[at++] = double.IsNaN(value) ? reason : MissingReason.None;
    }
}
