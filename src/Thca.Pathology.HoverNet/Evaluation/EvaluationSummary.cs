using System.Text.Json;
using Thca.Core.Files;
using Thca.Core.Randomness;
using Thca.Pathology.HoverNet.Metrics;
using Thca.Pathology.HoverNet.Network;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.HoverNet.Evaluation;

/// <summary>Metrics over a data set with 95 % percentile intervals from resampled patients (or pictures), never from resampled nuclei.</summary>
public static class EvaluationSummary
{
    /// <summary>Identifier of the layout of <c>metrics.json</c>.</summary>
    public const string Schema = "thca-nuclei-metrics/1";

    private const int Types = DetectionCounts.TypeCount;

    /// <summary>Summarises samples.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="replicates">Resampled data sets; 0 for no intervals.</param>
    public static IReadOnlyList<MetricValue> Of(IReadOnlyList<EvaluatedSample> samples, RandomSeed seed, int replicates = 1000)
    {
        int[][] groups = [.. Enumerable.Range(0, samples.Count).GroupBy(i => samples[i].Group, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.ToArray())];
        int[][] draws = groups.Length < 2 ? [] : [.. Enumerable.Range(0, replicates).Select(r => Draw(groups, seed.Stream("evaluation-bootstrap", "", r)))];
        MetricValue Mean(string name, Func<EvaluatedSample, double> value)
        {
            double[] values = [.. samples.Select(value)];
            int defined = values.Count(v => !double.IsNaN(v));
            return Interval(name, all => Average(all.Select(i => values[i])), samples.Count, draws, defined);
        }

        MetricValue Pooled(string name, Func<DetectionCounts, double> value)
        {
            int defined = samples.Count(s => !double.IsNaN(value(s.Counts)));
            return Interval(name, all => all.Count == 0 ? double.NaN : value(all.Select(i => samples[i].Counts).Aggregate(DetectionCounts.Add)), samples.Count, draws, defined);
        }

        return
        [
            Mean("np_dice", s => s.PixelDice), Mean("dice", s => s.Scores.Dice), Mean("dice2", s => s.Scores.Dice2), Mean("aji", s => s.Scores.Aji), Mean("aji_plus", s => s.Scores.AjiPlus),
            Mean("dq", s => s.Scores.DetectionQuality), Mean("sq", s => s.Scores.SegmentationQuality), Mean("bpq", s => s.Scores.PanopticQuality), Mean("mpq", s => s.MeanTypeQuality),
            Pooled("f1_detection", c => c.DetectionF1), Pooled("type_accuracy", c => c.TypeAccuracy),
            .. Enumerable.Range(1, Types - 1).Select(t => Pooled($"f1_{NucleusTypes.GroupName((Core.Histology.NucleusType)t)}", c => c.F1(t))),
            .. Enumerable.Range(1, Types - 1).Select(t => Mean($"pq_{NucleusTypes.GroupName((Core.Histology.NucleusType)t)}", s => s.TypeQuality[t - 1])),
        ];
    }

    /// <summary>Writes <c>metrics.json</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="samples">The samples they come from.</param>
    /// <param name="weights">The weights that were judged.</param>
    public static void Save(string path, IReadOnlyList<MetricValue> metrics, IReadOnlyList<EvaluatedSample> samples, HoverNetWeights weights) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteStartObject("weights");
        json.WriteString("source", weights.Source);
        json.WriteString("sha256", weights.Sha256);
        json.WriteString("licence", weights.Licence);
        json.WriteEndObject();
        json.WriteNumber("samples", samples.Count);
        json.WriteNumber("groups", samples.Select(s => s.Group).Distinct(StringComparer.Ordinal).Count());
        json.WriteStartObject("metrics");
        foreach (MetricValue metric in metrics)
        {
            json.WriteStartObject(metric.Name);
            Number(json, "value", metric.Value);
            Number(json, "lower", metric.Lower);
            Number(json, "upper", metric.Upper);
            json.WriteNumber("samples", metric.Defined);
            if (metric.Undefined > 0)
            {
                json.WriteNumber("undefined", metric.Undefined);
                json.WriteString("reason", "nothing true and nothing found in these samples");
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static MetricValue Interval(string name, Func<IReadOnlyList<int>, double> value, int count, int[][] draws, int defined)
    {
        double[] replicates = [.. draws.Select(d => value(d)).Where(v => !double.IsNaN(v)).Order()];
        return new MetricValue(name, value([.. Enumerable.Range(0, count)]), Percentile(replicates, 0.025), Percentile(replicates, 0.975), defined, count - defined);
    }

    private static double Percentile(double[] sorted, double q)
    {
        if (sorted.Length == 0) return double.NaN;
        double at = q * (sorted.Length - 1);
        int low = (int)at;
        return low + 1 < sorted.Length ? sorted[low] + (at - low) * (sorted[low + 1] - sorted[low]) : sorted[low];
    }

    private static int[] Draw(int[][] groups, RandomStream random) => [.. Enumerable.Range(0, groups.Length).SelectMany(_ => groups[random.NextInt(groups.Length)])];

    private static double Average(IEnumerable<double> values)
    {
        double[] defined = [.. values.Where(v => !double.IsNaN(v))];
        return defined.Length == 0 ? double.NaN : defined.Average();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsNaN(value)) json.WriteNull(name);
        else json.WriteNumber(name, value);
    }
}
