using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Runtime;

public sealed partial class CritModel
{
    /// <summary>Scores one patient.</summary>
    /// <param name="inputs">Values by exact feature name. Every feature must be named (a ratio that can be recomputed need not); others are ignored and listed.</param>
    /// <returns>The prediction, or its <see cref="CritPrediction.Refusal"/>; never throws for what a patient's values hold.</returns>
    public CritPrediction Predict(IReadOnlyDictionary<string, CritInput> inputs)
    {
        EncodedRow row = _encoder.Encode(inputs);
        var prediction = new CritPrediction
        {
            Refusal = row.Refusal,
            MissingFeatures = row.Missing,
            IgnoredInputs = row.Ignored,
            Warnings = row.Warnings,
            ArtifactId = Artifact.Id,
            ArtifactSha256 = Sha256,
        };
        if (row.Refusal is not null) return prediction;
        double margin = Trees.Margin(row.Values);
        double raw = Trees.ToProbability(margin), probability = Calibrate(margin);
        return prediction with
        {
            Margin = margin,
            RawProbability = raw,
            Probability = probability,
            ProbabilityInterval = CalibrateInterval(margin),
            Class = ClassOf(raw, probability),
            Groups = GroupsOf(margin, probability),
            Codes = row.Values,
        };
    }

    /// <summary>Scores rows that are already encoded: the fast path for tables.</summary>
    /// <param name="rows">Rows one after the other, one code per feature in column order; NaN is missing. Winsor limits and missing policies are applied.</param>
    /// <param name="margins">Receives the margins.</param>
    /// <param name="probabilities">Receives the calibrated probabilities.</param>
    /// <remarks>A row the model refuses (a forbidden or too many missing values, an infinite value) gets NaN in both; <see cref="RefusalOf"/> says why.</remarks>
    public void PredictRows(ReadOnlySpan<double> rows, Span<double> margins, Span<double> probabilities)
    {
        int columns = FeatureNames.Count, count = CountRows(rows.Length, columns);
        if (margins.Length < count || probabilities.Length < count) throw new ArgumentException($"margins and probabilities must hold {count} values.", nameof(margins));
        double[] completed = new double[Math.Min(count, RowsPerBlock) * columns];
        bool[] refused = new bool[RowsPerBlock];
        for (int from = 0; from < count; from += RowsPerBlock)
        {
            int size = Math.Min(RowsPerBlock, count - from);
            Span<double> block = completed.AsSpan(0, size * columns);
            rows.Slice(from * columns, size * columns).CopyTo(block);
            for (int r = 0; r < size; r++) refused[r] = _encoder.Complete(block.Slice(r * columns, columns), null) is not null;
            Trees.Margins(block, margins.Slice(from, size));
            for (int r = 0; r < size; r++)
            {
                if (refused[r]) margins[from + r] = double.NaN;
                probabilities[from + r] = refused[r] ? double.NaN : Calibrate(margins[from + r]);
            }
        }
    }

    /// <summary>Why an encoded row is refused.</summary>
    /// <param name="row">One code per feature in column order; NaN is missing.</param>
    /// <returns>Null when it is not.</returns>
    public ModelRefusal? RefusalOf(ReadOnlySpan<double> row)
    {
        CountRows(row.Length, FeatureNames.Count);
        return _encoder.Complete(row.ToArray(), null);
    }

    /// <summary>Calibrated probability of a margin: prior correction, then the calibrator.</summary>
    /// <param name="margin">Log-odds.</param>
    public double Calibrate(double margin) => _calibration.Apply(Trees.Sigmoid * margin);

    /// <summary>Range of calibrated probabilities of a margin.</summary>
    /// <param name="margin">Log-odds.</param>
    /// <returns>Null unless the calibrator gives one: only vennAbers does.</returns>
    public CritInterval? CalibrateInterval(double margin) => _calibration.Interval(Trees.Sigmoid * margin);

    /// <summary>Risk group per scheme.</summary>
    /// <param name="margin">Log-odds before calibration.</param>
    /// <param name="probability">Calibrated probability.</param>
    public IReadOnlyDictionary<string, string> GroupsOf(double margin, double probability)
    {
        var groups = new Dictionary<string, string>(Artifact.RiskGroups.Count, StringComparer.Ordinal);
        foreach (CritRiskGroups scheme in Artifact.RiskGroups)
        {
            double value = scheme.Variable == CritScale.Margin ? margin : probability;
            int group = 0;
            while (group < scheme.Cuts.Count && (scheme.RightClosed ? value > scheme.Cuts[group] : value >= scheme.Cuts[group])) group++;
            groups[scheme.Scheme] = scheme.Labels[group];
        }

        return groups;
    }

    private const int RowsPerBlock = 256;

    private static int CountRows(int length, int columns) => length % columns == 0
        ? length / columns
        : throw new ArgumentException($"Rows must have {columns} values each; {length} is no multiple of that.", nameof(length));

    private int? ClassOf(double raw, double probability)
    {
        if (_threshold is null) return null;
        return (_threshold.Scale == CritThresholdScale.Raw ? raw : probability) >= _threshold.Value ? 1 : 0;
    }
}
