using System.Text;
using System.Text.Json;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Statistics.Summaries;

namespace Thca.Pathology.Heterogeneity;

/// <summary>
/// Ranges and scales of nuclear features that are learned once from the development slides of a cohort and then frozen (<c>bins.json</c>), so that
/// entropies and distances of different slides can be compared.
/// </summary>
public sealed class CohortBins
{
    /// <summary>Identifier of the file's layout.</summary>
    public const string Schema = "thca-heterogeneity-bins/1";

    /// <summary>Equal steps of a histogram between its ends.</summary>
    public const int Steps = 32;

    private readonly Dictionary<(string Group, string Feature), FeatureBin> _bins;

    /// <summary>Takes ready bins.</summary>
    /// <param name="bins">One per type group and feature.</param>
    /// <param name="slides">The development slides they were learned from.</param>
    public CohortBins(IReadOnlyList<FeatureBin> bins, IReadOnlyList<string> slides)
    {
        (Bins, Slides) = (bins, slides);
        _bins = bins.ToDictionary(b => (b.Group, b.Feature));
    }

    /// <summary>All bins.</summary>
    public IReadOnlyList<FeatureBin> Bins { get; }

    /// <summary>The development slides they were learned from.</summary>
    public IReadOnlyList<string> Slides { get; }

    /// <summary>The bin of a type group and feature; null when the cohort had no such nuclei.</summary>
    public FeatureBin? Find(string group, string feature) => _bins.GetValueOrDefault((group, feature));

    /// <summary>Learns one bin from the pooled values of development nuclei.</summary>
    /// <param name="group">Type group.</param>
    /// <param name="feature">Feature.</param>
    /// <param name="values">The values; NaN is left out.</param>
    /// <returns>null when there is no value.</returns>
    public static FeatureBin? Learn(string group, string feature, ReadOnlySpan<double> values)
    {
        double[] sorted = Quantiles.Sorted(values);
        if (sorted.Length == 0) return null;
        double median = Quantiles.OfSorted(sorted, 0.5);
        double[] deviations = Array.ConvertAll(sorted, v => Math.Abs(v - median));
        Array.Sort(deviations);
        return new FeatureBin(group, feature, Quantiles.OfSorted(sorted, 0.01), Quantiles.OfSorted(sorted, 0.99), median, 1.4826 * Quantiles.OfSorted(deviations, 0.5), sorted.Length);
    }

    /// <summary>Writes the file, atomically.</summary>
    public void Save(string path) => AtomicFile.WriteAllText(path, ToJson());

    /// <summary>The file's text.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteNumber("steps", Steps);
            json.WriteStartArray("slides");
            foreach (string slide in Slides) json.WriteStringValue(slide);
            json.WriteEndArray();
            json.WriteStartArray("bins");
            foreach (FeatureBin bin in Bins)
            {
                json.WriteStartObject();
                json.WriteString("group", bin.Group);
                json.WriteString("feature", bin.Feature);
                json.WriteNumber("low", bin.Low);
                json.WriteNumber("high", bin.High);
                json.WriteNumber("median", bin.Median);
                json.WriteNumber("mad", bin.Mad);
                json.WriteNumber("n", bin.Count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file has another layout.</exception>
    public static CohortBins Load(string path)
    {
        string source = Path.GetFileName(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            string? schema = root.GetProperty("schema").GetString();
            if (schema != Schema || root.GetProperty("steps").GetInt32() != Steps) throw new DataFormatException($"{source} has the schema '{schema}', expected '{Schema}' with {Steps} steps.", "Give the bins.json of 'thca pathology features'.");
            FeatureBin[] bins = [.. root.GetProperty("bins").EnumerateArray().Select(b => new FeatureBin(
                b.GetProperty("group").GetString() ?? "", b.GetProperty("feature").GetString() ?? "", b.GetProperty("low").GetDouble(), b.GetProperty("high").GetDouble(),
                b.GetProperty("median").GetDouble(), b.GetProperty("mad").GetDouble(), b.GetProperty("n").GetInt64()))];
            return new CohortBins(bins, [.. root.GetProperty("slides").EnumerateArray().Select(s => s.GetString() ?? "")]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new DataFormatException($"{source} is no file of heterogeneity bins: {exception.Message}", "Give the bins.json of 'thca pathology features'.", inner: exception);
        }
    }
}
