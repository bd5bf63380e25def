using System.Collections.Concurrent;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Tiling;

namespace Thca.Pathology.Detection.Oracle;

/// <summary>Truth from tables of nuclei: <c>FOLDER/SLIDE/nuclei.parquet</c>, as the phantoms write them. A slide's table is read when it is first asked for.</summary>
public sealed class FolderTruth : INucleusTruth
{
    private const int Cell = 512;

    private readonly string _folder;
    private readonly ConcurrentDictionary<string, Lazy<SlideTruth>> _slides = new(StringComparer.Ordinal);

    /// <summary>Opens a folder.</summary>
    /// <param name="folder">One sub-folder per slide.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public FolderTruth(string folder)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder {folder}.");
        _folder = folder;
        Identity = ContentHash.Of(string.Concat(Directory.EnumerateFiles(folder, SlideDetector.NucleiFile, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(f => $"{Path.GetRelativePath(folder, f)} {ContentHash.OfFile(f).Hex}\n"))).Hex;
    }

    /// <inheritdoc/>
    public string Identity { get; }

    /// <inheritdoc/>
    /// <exception cref="DataFormatException">The slide has no table, or it is damaged.</exception>
    public TruthPatch Read(SlideId slide, long x, long y, int width, int height, CancellationToken ct = default)
    {
        SlideTruth truth = _slides.GetOrAdd(slide.Value, id => new Lazy<SlideTruth>(() => Load(id))).Value;
        var instances = new int[width * height];
        var types = new byte[instances.Length];
        var window = new PixelBox((int)x, (int)y, (int)x + width, (int)y + height);
        foreach (Nucleus nucleus in truth.In(window))
        {
            ct.ThrowIfCancellationRequested();
            var box = new PixelBox(Math.Max(nucleus.Box.X0, window.X0), Math.Max(nucleus.Box.Y0, window.Y0), Math.Min(nucleus.Box.X1, window.X1), Math.Min(nucleus.Box.Y1, window.Y1));
            if (box.Width < 1 || box.Height < 1) continue;
            var mask = new byte[box.Width * box.Height];
            ContourFill.Fill(nucleus.Contour, box, mask);
            for (int i = 0; i < mask.Length; i++)
            {
                int at = (box.Y0 - window.Y0 + i / box.Width) * width + box.X0 - window.X0 + i % box.Width;
                if (mask[i] != 0 && instances[at] == 0) (instances[at], types[at]) = (nucleus.Id + 1, (byte)nucleus.Type);
            }
        }

        return new TruthPatch(instances, types);
    }

    private SlideTruth Load(string slide)
    {
        string path = Path.Combine(_folder, slide, SlideDetector.NucleiFile);
        if (!File.Exists(path)) throw new DataFormatException($"There is no truth for slide {slide}: {path} is missing.", "Give the folder that the phantom wrote its true nuclei to.", ProblemCodes.FileNotFound);
        (NucleusTableHeader header, IReadOnlyList<Nucleus> nuclei) = NucleusTableReader.ReadAll(path);
        return new SlideTruth(nuclei, header.MppX / TilingOptions.Mpp, header.MppY / TilingOptions.Mpp);
    }

    /// <summary>The nuclei of a slide on the detector's grid, found by place.</summary>
    private sealed class SlideTruth
    {
        private readonly Dictionary<(int X, int Y), List<Nucleus>> _cells = [];

        public SlideTruth(IReadOnlyList<Nucleus> nuclei, double scaleX, double scaleY)
        {
            foreach (Nucleus nucleus in nuclei)
            {
                Nucleus scaled = scaleX == 1 && scaleY == 1 ? nucleus : Scale(nucleus, scaleX, scaleY);
                foreach ((int X, int Y) cell in Cells(scaled.Box))
                {
                    if (!_cells.TryGetValue(cell, out List<Nucleus>? list)) _cells[cell] = list = [];
                    list.Add(scaled);
                }
            }
        }

        public IEnumerable<Nucleus> In(PixelBox window) => Cells(window).SelectMany(c => _cells.GetValueOrDefault(c, [])).DistinctBy(n => n.Id).OrderBy(n => n.Id);

        private static IEnumerable<(int X, int Y)> Cells(PixelBox box)
        {
            for (int y = Math.Max(0, box.Y0) / Cell; y <= Math.Max(0, box.Y1) / Cell; y++)
            {
                for (int x = Math.Max(0, box.X0) / Cell; x <= Math.Max(0, box.X1) / Cell; x++) yield return (x, y);
            }
        }

        private static Nucleus Scale(Nucleus nucleus, double x, double y)
        {
            PixelPoint[] contour = [.. nucleus.Contour.Select(p => new PixelPoint((int)Math.Round((p.X + 0.5) * x - 0.5), (int)Math.Round((p.Y + 0.5) * y - 0.5)))];
            return nucleus with { Contour = contour, Box = ContourFill.BoxOf(contour) };
        }
    }
}
