using System.Collections.Concurrent;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Files;
using Thca.Core.Histology;
using Thca.Core.Tables;
using Thca.Pathology.Detection;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Slides;
using Thca.Pathology.Tiling;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>
/// Measures all nuclei of a slide and writes the table of <see cref="NuclearFeatureTable"/>: exactly one row per nucleus, in the order of the
/// nuclei table. Pixels are read window by window, never nucleus by nucleus; rows are written block by block. Equal bytes at any number of threads.
/// </summary>
public static class SlideFeatureExtractor
{
    private const int BlockRows = 16_384;
    private const int WindowSide = 1024;
    private const int Margin = 10;
    private const int SampledWindows = 64;
    private const int HistogramSteps = 6000;

    /// <summary>Measures a slide.</summary>
    /// <param name="slide">The slide and its nuclei.</param>
    /// <param name="path">The table to write: .parquet, .arrow or .csv; replaced when complete.</param>
    /// <param name="options">Profile and filter.</param>
    /// <param name="compute">Windows measured at once.</param>
    /// <param name="progress">Nuclei finished.</param>
    /// <param name="ct">Cancels between windows.</param>
    /// <exception cref="Core.Errors.ThcaException">MPP_UNKNOWN, or a file is damaged.</exception>
    public static SlideFeatureSummary Run(
        SlideToMeasure slide, string path, SlideFeatureOptions options, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        options.Validate();
        using var readers = new ReaderPool(slide.Open);
        SlideProperties properties = readers.Use(r => r.Properties);
        SlideChecks.RequireResolution(properties, slide.Slide.Value);
        var work = new Work(slide, options, properties, readers, compute, ct);
        work.LearnTexture();
        TableFormat format = FeatureTableFile.FormatOf(path);
        AtomicFile.Write(path, stream =>
        {
            using var table = new ColumnarTableWriter(stream, format, NuclearFeatureTable.Fields(options.Profile), new Dictionary<string, string>
            {
                [NuclearFeatureTable.SchemaNote] = NuclearFeatureTable.Schema,
                [NuclearFeatureTable.ProfileNote] = options.Profile.ToString(),
            });
            for (int from = 0; from < work.Nuclei.Count; from += BlockRows)
            {
                int to = Math.Min(from + BlockRows, work.Nuclei.Count);
                table.Write(work.Block(from, to, table.Fields));
                progress?.Report(new WorkProgress("nuclear features", to, work.Nuclei.Count, slide.Slide.Value));
            }

            table.Complete();
        });
        return work.Summary();
    }

    /// <summary>One run over one slide.</summary>
    private sealed class Work
    {
        private readonly SlideToMeasure _slide;
        private readonly SlideFeatureOptions _options;
        private readonly SlideProperties _properties;
        private readonly ReaderPool _readers;
        private readonly ComputeOptions? _compute;
        private readonly CancellationToken _ct;
        private readonly IReadOnlyList<NuclearFeature> _features;
        private readonly double _mpp;
        private readonly PixelBox _extent;
        private readonly NuclearNeighbourhood? _neighbourhood;
        private readonly int[] _rank;
        private readonly ConcurrentBag<SoundFeatures> _kernels = [];
        private SoundFeatureOptions _sound;

        public Work(SlideToMeasure slide, SlideFeatureOptions options, SlideProperties properties, ReaderPool readers, ComputeOptions? compute, CancellationToken ct)
        {
            (_slide, _options, _properties, _readers, _compute, _ct) = (slide, options, properties, readers, compute, ct);
            _features = NuclearFeatureCatalog.Of(options.Profile);
            bool sound = options.Profile == NuclearProfile.Sound;
            _mpp = sound ? TilingOptions.Mpp : properties.MppX;
            GridTransform grid = sound ? GridTransform.Of(properties) : new GridTransform(1, 1);
            (int width, int height) = sound ? TargetResolution.Size(properties, _mpp) : ((int)properties.Width, (int)properties.Height);
            _extent = new PixelBox(0, 0, width, height);
            using (var table = new NucleusTableReader(slide.NucleiPath))
            {
                NucleusFilter filter = slide.Tissue is null ? options.Filter with { InTissueOnly = false } : options.Filter;
                Nuclei = new NucleusStore(table, filter, grid.ScaleX, grid.ScaleY, _mpp, ct);
            }

            _sound = new SoundFeatureOptions { GridMpp = _mpp, Stains = slide.Colours.Unmixing };
            _rank = new int[Nuclei.Count];
            if (!sound) return;
            int[] included = [.. Enumerable.Range(0, Nuclei.Count).Where(i => Nuclei.Exclusions[i].Length == 0)];
            Array.Fill(_rank, -1);
            for (int i = 0; i < included.Length; i++) _rank[included[i]] = i;
            _neighbourhood = new NuclearNeighbourhood(
                Array.ConvertAll(included, i => Nuclei.X[i]), Array.ConvertAll(included, i => Nuclei.Y[i]), Array.ConvertAll(included, i => Nuclei.Types[i]), Array.ConvertAll(included, i => Nuclei.Angles[i]),
                slide.Tissue ?? TissueRaster.Full(properties.Width * properties.MppX, properties.Height * properties.MppY));
        }

        public NucleusStore Nuclei { get; }

        public SlideFeatureSummary Summary() => new(
            Nuclei.Count, Nuclei.Exclusions.Count(e => e.Length == 0),
            [.. Nuclei.Exclusions.Where(e => e.Length > 0).GroupBy(e => e, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new KeyValuePair<string, int>(g.Key, g.Count()))],
            _sound.TextureLow, _sound.TextureHigh);

        // The 1st and 99th percentile of haematoxylin over the nuclei of at most 64 windows, spread evenly over the slide's.
        public void LearnTexture()
        {
            if (_options.Profile != NuclearProfile.Sound) return;
            int[][] windows = Windows(0, Nuclei.Count);
            if (windows.Length > SampledWindows) windows = [.. Enumerable.Range(0, SampledWindows).Select(k => windows[(int)((long)k * windows.Length / SampledWindows)])];
            long[][] histograms = OrderedParallel.Map(windows.Length, w => Histogram(windows[w]), _compute, _ct);
            var total = new long[HistogramSteps];
            foreach (long[] histogram in histograms)
            {
                for (int k = 0; k < total.Length; k++) total[k] += histogram[k];
            }

            if (total.Sum() == 0) return;
            _sound = _sound with { TextureLow = Percentile(total, 0.01), TextureHigh = Percentile(total, 0.99) };
            _kernels.Clear();
        }

        public ColumnarBlock Block(int from, int to, IReadOnlyList<ColumnarField> fields)
        {
            int rows = to - from, count = _features.Count;
            var values = new double[count][];
            for (int f = 0; f < count; f++) values[f] = new double[rows];
            var messages = new string[rows];
            int[][] windows = Windows(from, to);
            OrderedParallel.For(windows.Length, w => Measure(windows[w], from, values, messages), _compute, _ct);
            return new ColumnarBlock(
                fields,
                [
                    Each(_ => _slide.Patient.Value), Each(_ => _slide.Slide.Value), Each(i => Nuclei.Ids[i]), Each(i => (byte)Nuclei.Types[i]), Each(i => NucleusTypes.Name(Nuclei.Types[i])), Each(i => Nuclei.Regions[i]),
                    Each(i => Nuclei.X[i]), Each(i => Nuclei.Y[i]), Each(i => (byte)(Nuclei.Exclusions[i].Length == 0 ? 1 : 0)), Each(i => Nuclei.Exclusions[i]),
                    .. values, Each(_ => Core.Outcomes.ProblemCodes.Ok), messages,
                ]);

            T[] Each<T>(Func<int, T> cell)
            {
                var cells = new T[rows];
                for (int i = 0; i < rows; i++) cells[i] = cell(from + i);
                return cells;
            }
        }

        // Nuclei of a stretch of the table by the window that holds their centre, windows in order of first appearance.
        private int[][] Windows(int from, int to) =>
            [.. Enumerable.Range(from, to - from).GroupBy(i => ((int)Math.Floor(Nuclei.X[i] / _mpp / WindowSide), (int)Math.Floor(Nuclei.Y[i] / _mpp / WindowSide))).Select(g => g.ToArray())];

        private void Measure(int[] members, int from, double[][] values, string[] messages)
        {
            Span<double> row = stackalloc double[_features.Count];
            Span<MissingReason> reasons = stackalloc MissingReason[_features.Count];
            bool sound = _options.Profile == NuclearProfile.Sound;
            PixelPoint[][] outlines = Array.ConvertAll(members, Nuclei.Outline);
            NucleusWindow? window = sound ? Window(outlines) : null;
            PixelBox box = sound ? default : ReferenceBox(outlines);
            RgbImage? pixels = sound ? null : _readers.Use(r => r.Read(box.X0, box.Y0, 0, box.Width, box.Height));
            if (!_kernels.TryTake(out SoundFeatures? kernel)) kernel = new SoundFeatures(_sound);
            for (int m = 0; m < members.Length; m++)
            {
                int nucleus = members[m];
                reasons.Clear();
                if (sound)
                {
                    kernel.Compute(window, outlines[m], row, reasons);
                    Neighbours(nucleus, row[SoundFeatures.FeatureCount..], reasons[SoundFeatures.FeatureCount..]);
                }
                else
                {
                    Reference(outlines[m], pixels!, box, row, reasons);
                }

                for (int f = 0; f < row.Length; f++) values[f][nucleus - from] = row[f];
                messages[nucleus - from] = NuclearFeatureTable.Message(_features, reasons);
            }

            _kernels.Add(kernel);
        }

        private void Neighbours(int nucleus, Span<double> row, Span<MissingReason> reasons)
        {
            if (_rank[nucleus] >= 0)
            {
                _neighbourhood!.Compute(_rank[nucleus], row, reasons);
                return;
            }

            row.Fill(double.NaN);
            reasons.Fill(MissingReason.Excluded);
        }

        private long[] Histogram(int[] members)
        {
            var histogram = new long[HistogramSteps];
            PixelPoint[][] outlines = Array.ConvertAll(members, Nuclei.Outline);
            NucleusWindow window = Window(outlines);
            if (!_kernels.TryTake(out SoundFeatures? kernel)) kernel = new SoundFeatures(_sound);
            for (int m = 0; m < members.Length; m++)
            {
                if (Nuclei.Exclusions[members[m]].Length == 0) kernel.AddToHistogram(window, outlines[m], histogram);
            }

            _kernels.Add(kernel);
            return histogram;
        }

        private NucleusWindow Window(PixelPoint[][] outlines)
        {
            PixelBox box = Around(outlines, Margin);
            RgbImage image = _readers.Use(r => TargetResolution.Read(r, _mpp, box.X0, box.Y0, box.Width, box.Height, _ct));
            if (_slide.Colours.Normalizer is { } normalizer) image = normalizer.Normalize(image);
            return new NucleusWindow(image, new PixelPoint(box.X0, box.Y0), _extent, Nuclei.Near(box).Select(Nuclei.Outline));
        }

        private static PixelBox Around(PixelPoint[][] outlines, int margin)
        {
            PixelBox[] boxes = Array.ConvertAll(outlines, ContourFill.BoxOf);
            return new PixelBox(boxes.Min(b => b.X0) - margin, boxes.Min(b => b.Y0) - margin, boxes.Max(b => b.X1) + margin, boxes.Max(b => b.Y1) + margin);
        }

        private static PixelBox ReferenceBox(PixelPoint[][] outlines)
        {
            PixelPoint[] origins = Array.ConvertAll(outlines, o => ReferenceFeatures.PatchOrigin(ContourFill.BoxOf(o)));
            return new PixelBox(
                origins.Min(o => o.X), origins.Min(o => o.Y), origins.Max(o => o.X) + ReferenceFeatures.PatchSide, origins.Max(o => o.Y) + ReferenceFeatures.PatchSide);
        }

        // The script's patch: black where it lies outside the slide, normalised with its own statistics.
        private void Reference(PixelPoint[] outline, RgbImage pixels, PixelBox box, Span<double> row, Span<MissingReason> reasons)
        {
            PixelPoint origin = ReferenceFeatures.PatchOrigin(ContourFill.BoxOf(outline));
            var patch = new byte[3 * ReferenceFeatures.PatchSide * ReferenceFeatures.PatchSide];
            for (int y = 0; y < ReferenceFeatures.PatchSide && origin.Y + y < _extent.Y1; y++)
            {
                int width = Math.Min(ReferenceFeatures.PatchSide, _extent.X1 - origin.X);
                if (width > 0) pixels.Row(origin.Y + y - box.Y0).Slice(3 * (origin.X - box.X0), 3 * width).CopyTo(patch.AsSpan(3 * ReferenceFeatures.PatchSide * y));
            }

            var image = new RgbImage(ReferenceFeatures.PatchSide, ReferenceFeatures.PatchSide, patch);
            if (_slide.Colours.Normalizer is { } normalizer) image = normalizer.Normalize(image);
            ReferenceFeatures.Compute(outline, origin, image, row, reasons);
        }

        private static double Percentile(long[] histogram, double q)
        {
            double wanted = q * histogram.Sum(), seen = 0;
            for (int k = 0; k < histogram.Length; k++)
            {
                if (histogram[k] > 0 && seen + histogram[k] >= wanted) return -1 + 6.0 * (k + (wanted - seen) / histogram[k]) / histogram.Length;
                seen += histogram[k];
            }

            return 5;
        }
    }
}
