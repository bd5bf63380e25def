using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Randomness;

namespace Thca.Phantoms.Histology;

/// <summary>
/// A synthetic H&amp;E slide of thyroid carcinoma at 0.25 µm per pixel: tumour areas, follicles with colloid, stroma, five types of nuclei, glass.
/// Any window can be made at any time, in any order and by any thread; neighbouring windows fit together exactly. It looks plausible and separates the
/// types by size, shape and density only: good for testing software, no evidence about real tissue.
/// </summary>
public sealed class HistologyPhantom
{
    private readonly TilePainter _painter;
    private readonly TissueArchitecture _architecture;
    private readonly RandomSeed _seed;
    private readonly string _item;

    /// <summary>Describes a slide; nothing is drawn yet.</summary>
    /// <param name="options">Size, density, stain, heterogeneity.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="item">Which slide, e.g. a patient: slides of different names differ.</param>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public HistologyPhantom(HistologyOptions options, RandomSeed seed, string item = "")
    {
        options.Validate();
        (Options, _seed, _item) = (options, seed, item);
        _architecture = new TissueArchitecture(options, seed, item);
        Stains = StainBasis.Of(options);
        _painter = new TilePainter(options, _architecture, Stains, seed, item);
    }

    /// <summary>What was asked for.</summary>
    public HistologyOptions Options { get; }

    /// <summary>The whole slide.</summary>
    public PixelBox Bounds => new(0, 0, Options.Width, Options.Height);

    /// <summary>The true stain vectors as unit rows: haematoxylin R, G, B, then eosin R, G, B (optical density per unit of concentration).</summary>
    public IReadOnlyList<double> StainVectors => Stains;

    private double[] Stains { get; }

    /// <summary>The nuclei with at least one pixel in a window, in order of their numbers.</summary>
    /// <param name="box">The window.</param>
    /// <param name="ct">Cancels between rows of cells.</param>
    public IReadOnlyList<NucleusTruth> Nuclei(PixelBox box, CancellationToken ct = default) =>
        [.. new NucleusPlacement(Options, _architecture, _seed, _item, box).Place(ct).Where(n => n.Box.X0 < box.X1 && n.Box.X1 > box.X0 && n.Box.Y0 < box.Y1 && n.Box.Y1 > box.Y0)];

    /// <summary>The picture and the truth of a window; pixels outside the slide are glass.</summary>
    /// <param name="box">The window.</param>
    /// <param name="ct">Cancels between rows of cells.</param>
    public HistologyTile Render(PixelBox box, CancellationToken ct = default) => _painter.Paint(box, Nuclei(TilePainter.Grow(box), ct));

    /// <summary>The picture and the truth of the whole slide.</summary>
    /// <param name="ct">Cancels between rows of cells.</param>
    public HistologyTile Render(CancellationToken ct = default) => Render(Bounds, ct);
}
