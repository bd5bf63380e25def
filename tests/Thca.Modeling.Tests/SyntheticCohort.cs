using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Modeling.Data;

namespace Thca.Modeling.Tests;

/// <summary>Feature tables drawn with a known relation to the outcome.</summary>
internal static class SyntheticCohort
{
    /// <summary>Radiomics-like columns of which the first few carry the signal; about one patient in 7.4 has the event.</summary>
    public static (FeatureTable Table, OutcomeColumn Outcome) Draw(int patients, int columns, long seed, int informative = 5, double effect = 1.0, string prefix = "original_glcm_F")
    {
        RandomStream random = new RandomSeed(seed).Stream("cohort");
        string[] keys = [.. Enumerable.Range(1, patients).Select(i => $"P{i:D4}")];
        var values = new double[columns][];
        for (int c = 0; c < columns; c++) values[c] = new double[patients];
        var outcome = new bool[patients];
        int events = Math.Max(2, (int)Math.Round(patients / 7.4));
        for (int r = 0; r < patients; r++)
        {
            outcome[r] = r < events;
            for (int c = 0; c < columns; c++) values[c][r] = random.NextNormal() * (c + 1) + (outcome[r] && c < informative ? effect * (c + 1) : 0);
        }

        int[] order = [.. Enumerable.Range(0, patients)];
        random.Shuffle<int>(order);
        FeatureColumn[] table = [.. values.Select((v, c) => new FeatureColumn($"{prefix}{c:D3}", [.. order.Select(i => v[i])]))];
        return (new FeatureTable(keys, table), new OutcomeColumn("M_stage", keys.Select((k, i) => KeyValuePair.Create(k, (bool?)outcome[order[i]]))));
    }

    /// <summary>The same as rows for training.</summary>
    public static LabelledMatrix Rows(int patients, int columns, long seed, int informative = 5, double effect = 1.0)
    {
        (FeatureTable table, OutcomeColumn outcome) = Draw(patients, columns, seed, informative, effect);
        return TrainingTable.Create(FeatureTableIntake.From([table]), outcome).Rows;
    }
}
