using System.Globalization;
using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Detection.Instances;

namespace Thca.Pathology.Detection.Oracle;

/// <summary>
/// A detector that reads the truth instead of looking at the picture, with errors on purpose if wanted. It lets everything behind a detector run and be
/// checked without a network. What it does to a nucleus depends on the slide and the nucleus alone, never on the window.
/// </summary>
public sealed class OracleDetector : INucleusDetector
{
    private readonly INucleusTruth _truth;
    private readonly OracleOptions _options;

    /// <summary>Creates a detector.</summary>
    /// <param name="truth">Where the nuclei are.</param>
    /// <param name="options">Errors to make; none by default.</param>
    /// <exception cref="Core.Errors.OptionsException">An option is outside its range.</exception>
    public OracleDetector(INucleusTruth truth, OracleOptions? options = null)
    {
        _options = options ?? new OracleOptions();
        _options.Validate();
        _truth = truth;
    }

    /// <inheritdoc/>
    public int Context => 0;

    /// <summary>For reports.</summary>
    public DetectorDescription Description => new()
    {
        Name = "oracle",
        Source = "ground truth",
        Sha256 = _truth.Identity,
        Parameters =
        [
            new("miss_rate", _options.MissRate.ToString(CultureInfo.InvariantCulture)),
            new("split_rate", _options.SplitRate.ToString(CultureInfo.InvariantCulture)),
            new("jitter_pixels", _options.JitterPixels.ToString(CultureInfo.InvariantCulture)),
            new("seed", _options.Seed.Value.ToString(CultureInfo.InvariantCulture)),
        ],
    };

    /// <inheritdoc/>
    public IReadOnlyList<Nucleus> Detect(DetectionWindow window, CancellationToken ct = default)
    {
        int width = window.Image.Width, height = window.Image.Height;
        TruthPatch truth = _truth.Read(window.Slide, window.OriginX, window.OriginY, width, height, ct);
        (int[] labels, byte[] types) = (truth.Instances, truth.Types);
        if (_options.MissRate > 0 || _options.SplitRate > 0 || _options.JitterPixels > 0) (labels, types) = Disturb(window, truth);
        ct.ThrowIfCancellationRequested();
        return InstanceTable.Describe(InstanceMap.RenumberedInPlace(width, height, labels), types, ct: ct);
    }

    private (int[] Labels, byte[] Types) Disturb(DetectionWindow window, TruthPatch truth)
    {
        int width = window.Image.Width, height = window.Image.Height;
        var labels = new int[truth.Instances.Length];
        var types = new byte[labels.Length];
        var errors = new Dictionary<int, Errors>();
        for (int i = 0; i < labels.Length; i++)
        {
            int id = truth.Instances[i];
            if (id == 0) continue;
            if (!errors.TryGetValue(id, out Errors error)) errors[id] = error = ErrorsOf(window.Slide.Value, id);
            if (error.Missed) continue;
            int x = i % width + error.ShiftX, y = i / width + error.ShiftY;
            if (x < 0 || y < 0 || x >= width || y >= height) continue;
            bool second = error.Split && ((i % width + window.OriginX + (i / width) + window.OriginY) & 63) < 32;
            (labels[y * width + x], types[y * width + x]) = (checked(2 * id + (second ? 1 : 0)), truth.Types[i]);
        }

        return (labels, types);
    }

    private Errors ErrorsOf(string slide, int id)
    {
        RandomStream random = _options.Seed.Stream("oracle", slide, id);
        bool missed = random.NextDouble() < _options.MissRate, split = random.NextDouble() < _options.SplitRate;
        return new Errors(missed, split, (int)Math.Round(_options.JitterPixels * random.NextNormal()), (int)Math.Round(_options.JitterPixels * random.NextNormal()));
    }

    private readonly record struct Errors(bool Missed, bool Split, int ShiftX, int ShiftY);
}
