using System.Text;
using Thca.Core.Tables;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Tests;

/// <summary>Small tables for tests.</summary>
internal static class ProteinData
{
    /// <summary>The worked table of the conformance vectors: grades 0 to 3, 17 patients per group.</summary>
    public static readonly int[] Low = [9, 5, 2, 1];
    public static readonly int[] High = [2, 4, 6, 5];

    public static TextTable Text(string csv) => TextTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "proteins.csv");

    /// <summary>A table with one graded protein SUCLG1 from its counts, others constant or absent.</summary>
    public static ProteinTable Graded(int[] low, int[] high)
    {
        var csv = new StringBuilder("PatientID,Risk_Group_Clinical,X\n");
        int id = 0;
        foreach ((int[] counts, string group) in new[] { (low, "Low"), (high, "High") })
            for (int level = 0; level < 4; level++)
                for (int i = 0; i < counts[level]; i++) csv.Append($"P{++id:00},{group},{GradeScale.Labels[level]}\n");
        return ProteinTableReader.Read(Text(csv.ToString()));
    }

    public static ProteinTable Continuous(double[] low, double[] high)
    {
        var csv = new StringBuilder("PatientID,Risk_Group_Clinical,X\n");
        int id = 0;
        foreach (double v in low) csv.Append($"P{++id:00},Low,{NumberText.Format(v)}\n");
        foreach (double v in high) csv.Append($"P{++id:00},High,{NumberText.Format(v)}\n");
        return ProteinTableReader.Read(Text(csv.ToString()));
    }
}
