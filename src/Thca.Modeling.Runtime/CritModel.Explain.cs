using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Runtime;

public sealed partial class CritModel
{
    /// <summary>Predicts one patient and splits the margin into contributions of the features (path-dependent TreeSHAP).</summary>
    /// <param name="inputs">Values by exact feature name, as for <see cref="Predict"/>.</param>
    public CritContributions Explain(IReadOnlyDictionary<string, CritInput> inputs)
    {
        CritPrediction prediction = Predict(inputs);
        double[] values = [];
        if (prediction.Refusal is null)
        {
            values = new double[FeatureNames.Count];
            Contributions([.. prediction.Codes], values);
        }

        return new CritContributions { Prediction = prediction, Base = BaseValue, Features = FeatureNames, Values = values };
    }

    /// <summary>Contributions of one completed row to the margin; with <see cref="BaseValue"/> they sum to it within 1e-9.</summary>
    /// <param name="row">One code per feature, as in <see cref="CritPrediction.Codes"/>.</param>
    /// <param name="contributions">Receives one value per feature.</param>
    public void Contributions(ReadOnlySpan<double> row, Span<double> contributions)
    {
        Trees.Contributions(row, contributions);
        if (!Trees.AverageOutput) return;
        for (int i = 0; i < contributions.Length; i++) contributions[i] /= Trees.TreeCount;
    }

    /// <summary>Contribution interactions of one completed row: symmetric, each row sums to the feature's contribution.</summary>
    /// <param name="row">One code per feature, as in <see cref="CritPrediction.Codes"/>.</param>
    /// <returns>Features x features, log-odds.</returns>
    public double[,] Interactions(ReadOnlySpan<double> row)
    {
        double[,] values = Trees.Interactions(row);
        if (!Trees.AverageOutput) return values;
        for (int i = 0; i < FeatureNames.Count; i++)
            for (int j = 0; j < FeatureNames.Count; j++) values[i, j] /= Trees.TreeCount;
        return values;
    }

    /// <summary>The steps of a waterfall chart: features by falling absolute contribution, the rest pooled into the last step.</summary>
    /// <param name="explained">An explanation that was not refused.</param>
    /// <param name="largest">How many features are shown by name; default 10.</param>
    public IReadOnlyList<WaterfallStep> Waterfall(CritContributions explained, int largest = 10)
    {
        var steps = new List<WaterfallStep>();
        int[] order = [.. Enumerable.Range(0, explained.Values.Count).OrderByDescending(i => Math.Abs(explained.Values[i]))];
        double margin = explained.Base;
        foreach (int i in order.Take(largest))
        {
            margin += explained.Values[i];
            steps.Add(new(explained.Features[i], explained.Prediction.Codes[i], explained.Values[i], margin, Calibrate(margin)));
        }

        if (order.Length > largest)
        {
            double rest = order.Skip(largest).Sum(i => explained.Values[i]);
            steps.Add(new("other features", double.NaN, rest, margin + rest, Calibrate(margin + rest)));
        }

        return steps;
    }
}
