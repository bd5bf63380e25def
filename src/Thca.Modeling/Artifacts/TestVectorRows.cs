using System.Globalization;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Artifacts;

/// <summary>Rows that a model must reproduce when it is loaded. Built from the features' ranges, so no patient's values leave the study.</summary>
internal static class TestVectorRows
{
    private const string FeatureKey = "split_feature=";
    private const string ThresholdKey = "threshold=";

    public static CritTestVector[] Make(CritModel model)
    {
        IReadOnlyList<CritFeature> features = model.Artifact.Features;
        List<CritTestVector> vectors = [];
        void Add(string note, Func<CritFeature, int, CritInput> value) =>
            vectors.Add(model.MakeTestVector(features.Select((f, i) => (f.Name, Input: value(f, i))).ToDictionary(x => x.Name, x => x.Input, StringComparer.Ordinal), note));

        Add("all medians", (f, _) => Between(f, 0.5));
        Add("low values", (f, _) => Between(f, 0.1));
        Add("high values", (f, _) => Between(f, 0.9));
        Add("smallest values", (f, _) => Between(f, 0));
        Add("largest values", (f, _) => Between(f, 1));
        Add("low and high in turn", (f, i) => Between(f, i % 2 == 0 ? 0.2 : 0.8));
        Add("high and low in turn", (f, i) => Between(f, i % 2 == 0 ? 0.8 : 0.2));
        Dictionary<int, double> splits = FirstSplits(model.Artifact.Booster.Text);
        Add("on split thresholds", (f, i) => f.Encoding is null && splits.TryGetValue(i, out double at) ? CritInput.Of(at) : Between(f, 0.5));
        Add("out of range", (f, _) => f.Encoding is null && f.Range.Max is { } max ? CritInput.Of(max + Math.Abs(max) + 1) : Between(f, 1));
        if (1.0 / features.Count <= model.Artifact.MaxMissing)
            Add("a missing value", (f, i) => i == 0 ? CritInput.Missing : Between(f, 0.5));
        return [.. vectors];
    }

    /// <summary>The first threshold of every feature the trees split on, by column.</summary>
    private static Dictionary<int, double> FirstSplits(string trees)
    {
        var first = new Dictionary<int, double>();
        string[] features = [];
        foreach (string line in trees.Split('\n'))
        {
            if (line.StartsWith(FeatureKey, StringComparison.Ordinal)) features = line[FeatureKey.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!line.StartsWith(ThresholdKey, StringComparison.Ordinal)) continue;
            string[] thresholds = line[ThresholdKey.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (int i = 0; i < thresholds.Length; i++)
            {
                // An infinite one parts missing values from all others.
                if (thresholds[i] is not ("inf" or "-inf")) first.TryAdd(int.Parse(features[i], CultureInfo.InvariantCulture), double.Parse(thresholds[i], CultureInfo.InvariantCulture));
            }
        }

        return first;
    }

    /// <summary>A value of the feature's range: 0 the smallest, ½ the median, 1 the largest; a label for a categorical feature.</summary>
    private static CritInput Between(CritFeature feature, double position)
    {
        if (feature.Encoding is { } encoding)
        {
            string[] labels = [.. encoding.Codes.OrderBy(c => c.Value).Select(c => c.Key)];
            return CritInput.Of(labels[(int)Math.Round(position * (labels.Length - 1))]);
        }

        CritRange r = feature.Range;
        if (r.Min is not { } min || r.Median is not { } median || r.Max is not { } max) return CritInput.Of(0);
        return CritInput.Of(position <= 0.5 ? min + 2 * position * (median - min) : median + (2 * position - 1) * (max - median));
    }
}
