using System.Globalization;
using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Pathology.GroupAnalysis;
using Thca.Pathology.GroupAnalysis.Inputs;

namespace Thca.Pathology.Tests.GroupAnalysis;

/// <summary>Generated studies with a known difference between the groups.</summary>
internal static class StudyData
{
    /// <summary>Few replicates, so that tests are quick.</summary>
    public static readonly GroupAnalysisOptions Quick = new() { BootstrapReplicates = 200, Permutations = 999, SecondaryPermutations = 199, PowerReplicates = 200, ScorePermutations = 99, ClusterReplicates = 20 };

    public static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1:000}");

    /// <summary>Half Low, half High; the first <paramref name="features"/> heterogeneity features are normal, the very first shifted in High.</summary>
    public static GroupStudyInput Study(int patients, double shift, int features = 6, int seed = 1, double outcomeShift = 0)
    {
        RandomStream random = new RandomSeed(seed).Stream("study");
        string[] ids = [.. Enumerable.Range(0, patients).Select(Id)];
        int[] groups = [.. ids.Select((_, i) => i % 2)];
        // Every eighth patient's outcome differs from the group.
        bool[] outcome = [.. groups.Select((g, i) => i % 8 == 3 ? g == 0 : g == 1)];
        FeatureColumn Column(string name, double by, double byOutcome) => new(name, [.. ids.Select((_, i) => random.NextNormal() + by * groups[i] + (outcome[i] ? byOutcome : 0))]);
        FeatureColumn[] columns =
        [
            Column("tumour_area_um2_cv", shift, outcomeShift), .. Enumerable.Range(1, features - 1).Select(f => Column($"tumour_f{f}_cv", 0, f < 4 ? outcomeShift : 0)),
            Column("tumour_area_um2_median", 0, 0), Column("dead_area_um2_skew", 0, 0),
        ];
        double[] first = columns[0].Values.ToArray();
        return new GroupStudyInput
        {
            Features =
            [
                new PatientFeatures(new FeatureTable(ids, columns)),
                new PatientFeatures(new FeatureTable(ids, [Column("tumour_share", 0, 0), Column("inflammatory_share", 0, 0)]), "composition"),
            ],
            GroupIds = ids,
            Groups = new RiskGroupAssignment { Groups = groups, Column = "Risk_Group_Clinical", Tertiles = [.. ids.Select((_, i) => i % 3)] },
            Imaging = [new FeatureTable(ids, [new FeatureColumn("iTED_x", [.. first.Select(v => v + 0.3 * random.NextNormal())]), Column("iTED_x_CI_lower", 0, 0), Column("glcm_Contrast", 0, 0), Column("Age", 0, 0)])],
            Outcome = ids.Select((id, i) => KeyValuePair.Create(id, outcome[i])).ToDictionary(),
        };
    }
}
