using Thca.Core.Cohorts;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Analysis;

/// <summary>The complete values of one protein in both groups.</summary>
internal sealed record TwoGroups(double[] Low, double[] High, int MissingLow, int MissingHigh)
{
    public int Total => Low.Length + High.Length;

    public static TwoGroups Of(ProteinValues protein, IReadOnlyList<int> groups)
    {
        List<double> low = new(groups.Count), high = new(groups.Count);
        int missingLow = 0, missingHigh = 0;
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i] == RiskGroup.None) continue;
            double value = protein.Values[i];
            bool isHigh = groups[i] == RiskGroup.High;
            if (!double.IsNaN(value)) (isHigh ? high : low).Add(value);
            else if (isHigh) missingHigh++;
            else missingLow++;
        }

        return new TwoGroups([.. low], [.. high], missingLow, missingHigh);
    }

    public static int[] Levels(double[] grades)
    {
        var counts = new int[GradeScale.Levels];
        foreach (double g in grades) counts[(int)g]++;
        return counts;
    }

    public bool IsConstant()
    {
        double first = Low.Length > 0 ? Low[0] : High[0];
        return Array.TrueForAll(Low, v => v == first) && Array.TrueForAll(High, v => v == first);
    }
}
