using Thca.Core.Errors;

namespace Thca.Pathology.GroupAnalysis;

/// <summary>How groups of patients are compared. What is compared is the plan's affair.</summary>
public sealed record GroupAnalysisOptions
{
    /// <summary>Coverage of intervals.</summary>
    /// <value>0.95.</value>
    public double Level { get; init; } = 0.95;

    /// <summary>Assignments of patients to groups up to which the rank sum test counts every one.</summary>
    /// <value>1,000,000.</value>
    public int ExactLimit { get; init; } = 1_000_000;

    /// <summary>Random assignments beyond that.</summary>
    /// <value>100,000.</value>
    public int Permutations { get; init; } = 100_000;

    /// <summary>Permutations of the rank ANCOVA, the trend over tertiles, of every correlation and of the omnibus tests.</summary>
    /// <value>9,999.</value>
    public int SecondaryPermutations { get; init; } = 9_999;

    /// <summary>Bootstrap samples of patients for Cliff's delta and for areas under the curve.</summary>
    /// <value>2,000.</value>
    public int BootstrapReplicates { get; init; } = 2_000;

    /// <summary>Fewest patients per group for a test.</summary>
    /// <value>3.</value>
    public int MinimumPerGroup { get; init; } = 3;

    /// <summary>Fewest patients per group for intervals.</summary>
    /// <value>6.</value>
    public int MinimumForIntervals { get; init; } = 6;

    /// <summary>Fewest complete pairs for the test of a correlation.</summary>
    /// <value>10.</value>
    public int MinimumPairs { get; init; } = 10;

    /// <summary>Power for which the smallest detectable area under the curve is told.</summary>
    /// <value>0.8.</value>
    public double Power { get; init; } = 0.8;

    /// <summary>Simulated studies behind that figure.</summary>
    /// <value>2,000.</value>
    public int PowerReplicates { get; init; } = 2_000;

    /// <summary>Fewest patients in the smaller outcome class for the composite score.</summary>
    /// <value>10.</value>
    public int MinimumEvents { get; init; } = 10;

    /// <summary>Whether the composite score is computed below <see cref="MinimumEvents"/> too, flagged.</summary>
    /// <value>false.</value>
    public bool AllowExploratoryScore { get; init; }

    /// <summary>Assignments of the outcome up to which the score's test repeats the whole procedure for every one.</summary>
    /// <value>2,000.</value>
    public int ScoreAllUpTo { get; init; } = 2_000;

    /// <summary>Random assignments beyond that.</summary>
    /// <value>1,999.</value>
    public int ScorePermutations { get; init; } = 1_999;

    /// <summary>p-value below which a feature enters the score of a fold.</summary>
    /// <value>0.1.</value>
    public double ScoreEntryP { get; init; } = 0.1;

    /// <summary>Fewest features of a fold's score; the smallest p-values fill up.</summary>
    /// <value>3.</value>
    public int ScoreMinimumFeatures { get; init; } = 3;

    /// <summary>Bootstrap samples for the stability of clusters.</summary>
    /// <value>200.</value>
    public int ClusterReplicates { get; init; } = 200;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        void Check(string name, double value, double low, double high)
        {
            if (!(value >= low && value <= high)) problems.Add(FormattableString.Invariant($"{name} is {value}; expected {low} to {high}."));
        }

        Check(nameof(Level), Level, 0.5, 0.9999);
        Check(nameof(ExactLimit), ExactLimit, 1, 1e9);
        Check(nameof(Permutations), Permutations, 99, 1e8);
        Check(nameof(SecondaryPermutations), SecondaryPermutations, 99, 1e7);
        Check(nameof(BootstrapReplicates), BootstrapReplicates, 0, 1e6);
        Check(nameof(MinimumPerGroup), MinimumPerGroup, 2, 1e6);
        Check(nameof(MinimumForIntervals), MinimumForIntervals, MinimumPerGroup, 1e6);
        Check(nameof(MinimumPairs), MinimumPairs, 4, 1e6);
        Check(nameof(Power), Power, 0.5, 0.999);
        Check(nameof(PowerReplicates), PowerReplicates, 100, 1e6);
        Check(nameof(MinimumEvents), MinimumEvents, 3, 1e6);
        Check(nameof(ScoreAllUpTo), ScoreAllUpTo, 1, 1e6);
        Check(nameof(ScorePermutations), ScorePermutations, 19, 1e6);
        Check(nameof(ScoreEntryP), ScoreEntryP, 0.001, 1);
        Check(nameof(ScoreMinimumFeatures), ScoreMinimumFeatures, 1, 1e4);
        Check(nameof(ClusterReplicates), ClusterReplicates, 0, 1e5);
        OptionsException.ThrowIfAny(problems);
    }
}
