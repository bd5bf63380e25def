namespace Thca.Modeling.Runtime.Tests.Native;

/// <summary>A small model trained by LightGBM on random data, with settings drawn from the same seed.</summary>
internal sealed class RandomModel
{
    private RandomModel(string text, double[] rows, int columns, string parameters) => (Text, Rows, Columns, Parameters) = (text, rows, columns, parameters);

    public string Text { get; }

    /// <summary>Rows to predict: training rows, and rows with missing, zero, infinite, huge and unseen values.</summary>
    public double[] Rows { get; }

    public int Columns { get; }

    public string Parameters { get; }

    public static RandomModel Train(int seed)
    {
        var random = new Random(seed);
        int columns = random.Next(2, 9), count = random.Next(40, 400), categorical = random.Next(3) == 0 ? random.Next(1, columns) : 0;
        string[] missing = ["use_missing=true", "use_missing=true", "use_missing=false", "zero_as_missing=true"];
        string mode = missing[random.Next(missing.Length)], boosting = random.Next(6) switch { 0 => "rf bagging_freq=1 bagging_fraction=0.7", 1 => "dart", _ => "gbdt" };
        string parameters = FormattableString.Invariant($"objective=binary boosting={boosting} num_leaves={random.Next(2, 32)} min_data_in_leaf={random.Next(1, 10)} ")
            + FormattableString.Invariant($"min_data_in_bin=1 min_sum_hessian_in_leaf=0.001 learning_rate=0.2 sigmoid={(random.Next(3) == 0 ? 0.7 : 1)} {mode} seed={seed} deterministic=true force_col_wise=true num_threads=1 verbosity=-1 ")
            + (categorical == 0 ? "" : $"categorical_feature={string.Join(",", Enumerable.Range(0, categorical))} min_data_per_group=1 cat_smooth=1 max_cat_to_onehot={random.Next(1, 6)}");
        double[] rows = Draw(random, count, columns, categorical, hostile: false);
        var labels = new float[count];
        for (int i = 0; i < count; i++) labels[i] = Label(random, rows.AsSpan(i * columns, columns));
        return new RandomModel(NativeLightGbm.Train(rows, columns, labels, parameters, random.Next(1, 20)), [.. rows, .. Draw(random, 100, columns, categorical, hostile: true)], columns, parameters);
    }

    private static float Label(Random random, ReadOnlySpan<double> row)
    {
        double score = random.NextDouble() * 2 - 1;
        for (int j = 0; j < row.Length; j++) score += double.IsNaN(row[j]) ? 0.3 : Math.Sin(row[j] * (j + 1));
        return score > 0 ? 1 : 0;
    }

    private static double[] Draw(Random random, int count, int columns, int categorical, bool hostile)
    {
        double[] rows = new double[count * columns];
        double[] odd = [double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300, 1e-36, -1e-36, 5e9, -0.5, 1000];
        for (int i = 0; i < rows.Length; i++)
        {
            int draw = random.Next(20);
            bool isCategory = i % columns < categorical;
            rows[i] = isCategory ? random.Next(12) : random.Next(2) == 0 ? Math.Round(random.NextDouble() * 10 - 5) : random.NextDouble() * 10 - 5;
            if (draw == 0) rows[i] = double.NaN;
            else if (draw == 1) rows[i] = 0;
            else if (draw < 6 && hostile) rows[i] = odd[random.Next(odd.Length)];
            else if (draw == 6 && hostile && isCategory) rows[i] = random.Next(12, 80) + 0.7;
        }

        return rows;
    }
}
