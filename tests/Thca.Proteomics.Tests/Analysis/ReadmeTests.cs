using System.Text;
using Thca.Core.Tables;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Correlation;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;
using Thca.Proteomics.Reporting;
using Thca.Testing;

namespace Thca.Proteomics.Tests.Analysis;

/// <summary>The code of the module's pages.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Analyze()
    {
        using var temporary = new TemporaryFolder();
        string folder = temporary.FullName, proteins = temporary.File("proteins.csv"), riskGroups = temporary.File("risk_groups.csv");
        Write(proteins, riskGroups);
        var lines = new List<FormattableString>();
        #region analyze
        ProteinTable table = ProteinTableReader.Read(TextTable.Read(proteins), TextTable.Read(riskGroups));
        ProteinStudy study = ProteinAnalyzer.Analyze(table);
        foreach (ProteinResult r in study.Significant)
            lines.Add($"{r.Protein.Column}: theta {r.Superiority.Theta:0.00} ({r.Superiority.Lower:0.00} to {r.Superiority.Upper:0.00}), q {r.Q:0.0000}");
        var analysis = new ProteinAnalysis { Study = study, Pairs = ProteinCorrelations.Analyze(table) };
        ProteinAnalysisWriter.Write(folder, analysis, []);
        #endregion
        Assert.Equal("X: theta 0.79 (0.59 to 0.90), q 0.0028", FormattableString.Invariant(lines[0]));
        Assert.True(File.Exists(temporary.File("report.md")));
    }

    [Fact]
    public void Short()
    {
        using var temporary = new TemporaryFolder();
        string proteins = temporary.File("proteins.csv");
        File.WriteAllText(proteins, "PatientID,Risk_Group_Clinical,X\n1,Low,weak\n2,Low,weak\n3,High,strong\n4,High,weak\n");
        #region short
        ProteinTable table = ProteinTableReader.Read(TextTable.Read(proteins));
        ProteinStudy study = ProteinAnalyzer.Analyze(table);
        #endregion
        Assert.Equal(0.75, study.Results[0].Superiority.Theta);
    }

    private static void Write(string proteins, string riskGroups)
    {
        StringBuilder values = new("PatientID,X\n"), groups = new("PatientID,Risk_Group_Clinical,Prediction_Source\n");
        int id = 0;
        foreach ((int[] counts, string group) in new[] { (ProteinData.Low, "Low"), (ProteinData.High, "High") })
        {
            for (int level = 0; level < 4; level++)
            {
                for (int i = 0; i < counts[level]; i++)
                {
                    values.Append($"P{++id:00},{GradeScale.Labels[level]}\n");
                    groups.Append($"P{id:00},{group},out_of_fold\n");
                }
            }
        }

        File.WriteAllText(proteins, values.ToString());
        File.WriteAllText(riskGroups, groups.ToString());
    }
}
