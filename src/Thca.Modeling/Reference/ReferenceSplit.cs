using Thca.Core.Cohorts;
using Thca.Modeling.Data;
using Thca.Statistics.Legacy;
using Thca.Statistics.Resampling;

namespace Thca.Modeling.Reference;

/// <summary>The published split: 20 % test, then 20 % of the rest for validation, both stratified with the same seed.</summary>
/// <param name="Train">Rows to train on.</param>
/// <param name="Validation">Rows that choose the resampler, the threshold and the calibration.</param>
/// <param name="Test">Rows of the internal test.</param>
internal sealed record ReferenceSplit(int[] Train, int[] Validation, int[] Test)
{
    private const double Fraction = 0.2;

    public static ReferenceSplit Of(ReadOnlySpan<bool> outcome, int seed)
    {
        (int[] rest, int[] test) = StratifiedShuffleSplit.Draw(outcome, Fraction, new Mt19937((uint)seed));
        bool[] y = outcome.ToArray();
        (int[] train, int[] validation) = StratifiedShuffleSplit.Draw(Array.ConvertAll(rest, r => y[r]), Fraction, new Mt19937((uint)seed));
        return new ReferenceSplit(Array.ConvertAll(train, i => rest[i]), Array.ConvertAll(validation, i => rest[i]), test);
    }

    public TrainingFold<LabelledMatrix> Training(LabelledMatrix rows) => new(rows.SelectRows(Train), "train");
}
