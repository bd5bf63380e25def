using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Statistics.Summaries;

namespace Thca.Pathology.GroupAnalysis;

/// <summary>Patients as points: every variable without a gap as robust z, (x - median)/(1.4826 · MAD), the standard deviation where the MAD is 0.</summary>
internal sealed record RobustRows(string[] Names, double[] Values, int Columns)
{
    /// <summary>Robust z of some patients, row by row; variables that do not vary or have a gap among them are left out.</summary>
    public static RobustRows Of(IEnumerable<StudyVariable> variables, IReadOnlyList<int> patients)
    {
        var names = new List<string>();
        var columns = new List<double[]>();
        foreach (StudyVariable variable in variables)
        {
            double[] x = [.. patients.Select(i => variable.Values[i])];
            if (x.Length < 2 || Array.Exists(x, double.IsNaN)) continue;
            double median = Quantiles.Of(x, 0.5), scale = 1.4826 * Quantiles.Of(Array.ConvertAll(x, v => Math.Abs(v - median)), 0.5);
            if (!(scale > 0)) scale = Moments.StandardDeviation(x);
            if (!(scale > 1e-12 * Math.Abs(median))) continue;
            names.Add(variable.Name);
            columns.Add(Array.ConvertAll(x, v => (v - median) / scale));
        }

        var values = new double[patients.Count * columns.Count];
        for (int r = 0; r < patients.Count; r++)
            for (int c = 0; c < columns.Count; c++) values[r * columns.Count + c] = columns[c][r];
        return new RobustRows([.. names], values, columns.Count);
    }
}
