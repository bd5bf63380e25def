using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Subregions;

namespace Thca.Heterogeneity.Ith;

/// <summary>Scores groupings of the sub-regions of one tumour.</summary>
internal sealed class IthScorer
{
    private readonly HabitatGraph _graph;
    private readonly IthOptions _options;
    private readonly int[] _rowOfPlace;
    private readonly int _tumourVolume;
    private readonly double _voxelVolume;

    public IthScorer(LabelMap subregions, SubregionTable table, Mask tumour, IthOptions options)
    {
        (_options, _tumourVolume, _voxelVolume) = (options, tumour.Count(), subregions.Geometry.Spacing.VoxelVolume);
        List<int> labels = [.. table.Labels];
        List<int> rows = [.. Enumerable.Range(0, table.RowCount)];
        if (!options.IsReference && options.AssignDropped) AddDropped(subregions, labels, rows);
        _rowOfPlace = [.. rows];
        _graph = new HabitatGraph(subregions, labels, options.Connectivity);
    }

    /// <summary>The full description of a model's partition.</summary>
    public IthResult Describe(HabitatModel model)
    {
        List<Habitat> habitats = Habitats(model.Labels);
        int clustered = habitats.Sum(h => h.TotalVolume), total = _options.IsReference ? _tumourVolume : clustered;
        return new IthResult
        {
            Score = Score(habitats),
            Clusters = model.Clusters,
            ShannonEntropy = habitats.Count == 0 ? 0 : -habitats.Sum(h => Share(h, clustered) * Math.Log(Share(h, clustered) + 1e-10)),
            FragmentationIndex = habitats.Count == 0 ? 0 : habitats.Average(h => h.Regions),
            TotalVolume = total,
            TotalVolumeMm3 = total * _voxelVolume,
            Coverage = (double)clustered / _tumourVolume,
            Silhouette = model.Silhouette,
            Habitats = habitats,
            HabitatOfSubregion = model.Labels,
            Inertias = model.Inertias,
        };
    }

    /// <summary>The score of a grouping alone.</summary>
    /// <param name="habitatOfRow">Habitat of every row of the table; -1 for a hole.</param>
    public double Score(int[] habitatOfRow) => Score(Habitats(habitatOfRow));

    private List<Habitat> Habitats(int[] habitatOfRow) => _graph.Components(Array.ConvertAll(_rowOfPlace, r => habitatOfRow[r]));

    private double Score(List<Habitat> habitats)
    {
        if (habitats.Count == 0) return 0;
        int total = _options.IsReference ? _tumourVolume : habitats.Sum(h => h.TotalVolume);
        if (!_options.IsReference && habitats.Count == 1) return 0;
        double coherent = _options.Formula == IthFormula.Coherence
            ? habitats.Sum(h => (double)h.TotalVolume / total * ((double)h.MaxVolume / h.TotalVolume))
            : habitats.Where(h => h.MaxVolume > 1).Sum(h => (double)h.MaxVolume / h.Regions) / total;
        return Math.Clamp(1 - coherent, 0, 1);
    }

    private static double Share(Habitat habitat, int clustered) => (double)habitat.TotalVolume / clustered;

    // A sub-region without features takes the habitat of the row with which it shares the most voxel faces (by area).
    private static void AddDropped(LabelMap subregions, List<int> labels, List<int> rows)
    {
        Dictionary<int, int> rowOf = [];
        for (int r = 0; r < labels.Count; r++) rowOf[labels[r]] = r;
        var faces = new Dictionary<int, Dictionary<int, double>>();
        (GridSize size, Spacing s) = (subregions.Size, subregions.Geometry.Spacing);
        for (int i = 0; i < subregions.Labels.Length; i++)
        {
            if (subregions.Labels[i] == 0) continue;
            VoxelIndex at = size.IndexOf(i);
            if (at.X < size.X - 1) Share(subregions.Labels[i], subregions.Labels[i + 1], s.Y * s.Z);
            if (at.Y < size.Y - 1) Share(subregions.Labels[i], subregions.Labels[i + size.X], s.X * s.Z);
            if (at.Z < size.Z - 1) Share(subregions.Labels[i], subregions.Labels[i + size.X * size.Y], s.X * s.Y);
        }

        foreach ((int dropped, Dictionary<int, double> areas) in faces.OrderBy(f => f.Key))
        {
            labels.Add(dropped);
            rows.Add(rowOf[areas.OrderByDescending(a => a.Value).ThenBy(a => a.Key).First().Key]);
        }

        void Share(int a, int b, double area)
        {
            if (a == b || a == 0 || b == 0 || rowOf.ContainsKey(a) == rowOf.ContainsKey(b)) return;
            (int dropped, int kept) = rowOf.ContainsKey(a) ? (b, a) : (a, b);
            Dictionary<int, double> areas = faces.TryGetValue(dropped, out Dictionary<int, double>? known) ? known : faces[dropped] = [];
            areas[kept] = areas.GetValueOrDefault(kept) + area;
        }
    }
}
