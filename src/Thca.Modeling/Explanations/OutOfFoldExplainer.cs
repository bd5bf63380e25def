using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Training;

namespace Thca.Modeling.Explanations;

/// <summary>Puts the contributions of the outer folds of one combination together.</summary>
internal static class OutOfFoldExplainer
{
    /// <summary>The explanation of all development patients; null when the folds hold no contributions.</summary>
    public static CohortExplanation? Explain(TrainingTable table, CombinationResult combination)
    {
        IReadOnlyList<UnitResult> units = combination.Folds;
        if (units.Any(u => u.Contributions.Count != u.Rows.Count)) return null;
        FeatureMatrix matrix = table.Rows.Features;
        int[] columns = [.. combination.Combination.Columns(table.Features).Where(c => units.Any(u => u.Features.Contains(table.Features[c].Name)))];
        Dictionary<string, int> index = columns.Select((c, i) => (table.Features[c].Name, i)).ToDictionary(x => x.Name, x => x.i, StringComparer.Ordinal);
        int n = matrix.RowCount, repeats = units.Select(u => u.Repeat).Distinct().Count();
        double[] start = new double[n], margin = new double[n], raw = new double[n], calibrated = new double[n];
        int[] outside = new int[n], missing = new int[n];
        double[][] contributions = [.. Enumerable.Range(0, n).Select(_ => new double[columns.Length])];
        List<double[]> folds = [];
        foreach (UnitResult unit in units)
        {
            int[] positions = [.. unit.Features.Select(f => index[f])];
            var fold = new double[columns.Length];
            for (int i = 0; i < unit.Rows.Count; i++)
            {
                int row = unit.Rows[i];
                double[] values = unit.Contributions[i];
                start[row] += values[^1] / repeats;
                margin[row] += unit.Margins[i] / repeats;
                raw[row] += CalibrationMap.Logistic(unit.Margins[i]) / repeats;
                calibrated[row] += unit.Calibrated[i] / repeats;
                for (int f = 0; f < positions.Length; f++)
                {
                    contributions[row][positions[f]] += values[f] / repeats;
                    fold[positions[f]] += Math.Abs(values[f]) / unit.Rows.Count;
                }
            }

            folds.Add(fold);
            int[] used = [.. positions.Select(p => columns[p])];
            CountOutside(matrix, unit, used, outside);
            foreach (int row in unit.Rows) missing[row] = Math.Max(missing[row], used.Count(c => double.IsNaN(matrix[row, c])));
        }

        return new CohortExplanation
        {
            Cohort = "development",
            Patients = matrix.Patients,
            Outcome = [.. table.Rows.Outcome.ToArray().Select(y => (bool?)y)],
            Features = [.. columns.Select(c => table.Features[c].Name)],
            Base = start,
            Margin = margin,
            ProbabilityRaw = raw,
            Calibrated = calibrated,
            Contributions = contributions,
            Values = [.. Enumerable.Range(0, n).Select(r => columns.Select(c => matrix[r, c]).ToArray())],
            OutOfRange = outside,
            Missing = missing,
            FoldImportance = folds,
        };
    }

    /// <summary>Raises the count of a held-out patient to the number of model features outside the range of the patients the fold learnt from.</summary>
    private static void CountOutside(FeatureMatrix matrix, UnitResult unit, int[] columns, int[] outside)
    {
        bool[] held = new bool[matrix.RowCount];
        foreach (int row in unit.Rows) held[row] = true;
        var counts = new int[matrix.RowCount];
        foreach (int c in columns)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            for (int r = 0; r < held.Length; r++)
            {
                double value = matrix[r, c];
                if (held[r] || double.IsNaN(value)) continue;
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            foreach (int row in unit.Rows) counts[row] += matrix[row, c] < low || matrix[row, c] > high ? 1 : 0;
        }

        foreach (int row in unit.Rows) outside[row] = Math.Max(outside[row], counts[row]);
    }
}
