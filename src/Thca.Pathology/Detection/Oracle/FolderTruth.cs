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
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, Lazy<PackedTruth>> _slides = new(StringComparer.Ordinal);

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
        PackedTruth truth = _slides.GetOrAdd(slide.Value, id => new Lazy<PackedTruth>(() => Load(id))).Value;
        var instances = new int[width * height];
        var types = new byte[instances.Length];
        var window = new PixelBox((int)x, (int)y, (int)x + width, (int)y + height);
        foreach ((int id, NucleusType type, PixelBox whole, PixelPoint[] contour) in truth.In(window))
        {
            ct.ThrowIfCancellationRequested();
            var box = new PixelBox(Math.Max(whole.X0, window.X0), Math.Max(whole.Y0, window.Y0), Math.Min(whole.X1, window.X1), Math.Min(whole.Y1, window.Y1));
            if (box.Width < 1 || box.Height < 1) continue;
            var mask = new byte[box.Width * box.Height];
            ContourFill.Fill(contour, box, mask);
            for (int i = 0; i < mask.Length; i++)
            {
                int at = (box.Y0 - window.Y0 + i / box.Width) * width + box.X0 - window.X0 + i % box.Width;
                if (mask[i] != 0 && instances[at] == 0) (instances[at], types[at]) = (id + 1, (byte)type);
            }
        }

        return new TruthPatch(instances, types);
    }

    private PackedTruth Load(string slide)
    {
        string path = Path.Combine(_folder, slide, SlideDetector.NucleiFile);
        if (!File.Exists(path)) throw new DataFormatException($"There is no truth for slide {slide}: {path} is missing.", "Give the folder that the phantom wrote its true nuclei to.", ProblemCodes.FileNotFound);
        using var table = new NucleusTableReader(path);
        double x = table.Header.MppX / TilingOptions.Mpp, y = table.Header.MppY / TilingOptions.Mpp;
        var truth = new PackedTruth();
        foreach (Nucleus nucleus in table.Read()) truth.Add(nucleus.Id, nucleus.Type, x == 1 && y == 1 ? nucleus.Contour : Scaled(nucleus.Contour, x, y));
        return truth;
    }

    private static PixelPoint[] Scaled(IReadOnlyList<PixelPoint> contour, double x, double y) =>
        [.. contour.Select(p => new PixelPoint((int)Math.Round((p.X + 0.5) * x - 0.5), (int)Math.Round((p.Y + 0.5) * y - 0.5)))];
}
