using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;
using Thca.Statistics.Distributions;
using Thca.Statistics.Effects;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Summaries;

namespace Thca.Proteomics.Analysis;

/// <summary>Tests one protein between the groups.</summary>
internal sealed class ProteinTester(ProteinTable table, ProteinAnalysisOptions options, RandomSeed seed, bool full)
{
    private const int SmallestGroup = 2;

    public ProteinResult Test(ProteinValues protein, CancellationToken ct)
    {
        TwoGroups data = TwoGroups.Of(protein, table.Groups);
        bool graded = protein.Scale == ScaleType.Grade4;
        RowStatus status = Status(protein, data);
        var result = new ProteinResult
        {
            Protein = protein.Protein,
            Scale = protein.Scale,
            Status = status,
            Low = Describe(data.Low, data.MissingLow, graded),
            High = Describe(data.High, data.MissingHigh, graded),
            Flags = table.Flags,
        };
        if (status.Code == ProblemCodes.Constant) return result with { PAsymptotic = 1, PExact = 1, PPrimary = 1 };
        if (!status.IsOk) return result;
        RankComparison ranks = RankComparison.Of(data, options.Level);
        result = result with { U = ranks.U, Z = ranks.Z, PAsymptotic = ranks.PAsymptotic, PPrimary = ranks.PAsymptotic, Superiority = ranks.Superiority, MeanDifference = MeanDifference(data) };
        return full ? Complete(protein, data, result, ranks, ct) : result;
    }

    private ProteinResult Complete(ProteinValues protein, TwoGroups data, ProteinResult result, RankComparison ranks, CancellationToken ct)
    {
        var flags = new List<string>(table.Flags);
        if (ranks.Superiority.ScoreInterval) flags.Add(ProteinProblems.Separated);
        string column = protein.Protein.Column;
        if (protein.Scale == ScaleType.Grade4)
        {
            GradeComparison grades = GradeTester.Compare([.. result.Low.Levels], [.. result.High.Levels], column, options, seed, ct);
            if (grades.ChiSquareUnreliable) flags.Add(ProteinProblems.ChiSquareUnreliable);
            if (!grades.Exact.Exact) flags.Add(ProblemCodes.MonteCarlo);
            result = result with { Grades = grades, PExact = grades.Exact.PMidrank };
        }
        else
        {
            double exact = ContinuousExact(data, ranks, column, flags, ct);
            result = result with { Continuous = Continuous(protein.Scale, data), PExact = exact };
        }

        var sensitivity = new SensitivityAnalysis(table, options, seed);
        return result with { PPrimary = result.PExact, Flags = flags, Sensitivity = sensitivity.Of(protein, data, ct) };
    }

    private static RowStatus Status(ProteinValues protein, TwoGroups data)
    {
        string column = protein.Protein.Column;
        if (protein.Absent) return RowStatus.From(new Problem(ProteinProblems.ColumnAbsent, $"The table has no column '{column}'.", "Add it, or name the panel."));
        if (data.Low.Length < SmallestGroup || data.High.Length < SmallestGroup)
        {
            return RowStatus.From(new Problem(
                ProblemCodes.GroupTooSmall, FormattableString.Invariant($"{column}: {data.Low.Length} values in Low and {data.High.Length} in High; {SmallestGroup} are needed in each.")));
        }

        return data.IsConstant() ? RowStatus.From(new Problem(ProblemCodes.Constant, FormattableString.Invariant($"{column}: all {data.Total} values are the same."))) : RowStatus.Ok;
    }

    private GroupDescription Describe(double[] values, int missing, bool graded)
    {
        double[] sorted = Quantiles.Sorted(values);
        double Quantile(double q) => sorted.Length == 0 ? double.NaN : Quantiles.OfSorted(sorted, q);
        int[] levels = graded ? TwoGroups.Levels(values) : [];
        int high = levels.Skip(options.CollapseCut).Sum();
        (double lower, double upper) = graded ? ProportionInterval.Wilson(high, values.Length, options.Level) : (double.NaN, double.NaN);
        return new GroupDescription
        {
            Count = values.Length, Missing = missing, Mean = Moments.Mean(values), StandardDeviation = Moments.StandardDeviation(values),
            Q1 = Quantile(0.25), Median = Quantile(0.5), Q3 = Quantile(0.75), Levels = levels,
            HighShare = graded ? new Estimate((double)high / values.Length, lower, upper) : Estimate.None,
        };
    }

    /// <summary>Exact where Mann-Whitney's automatic rule is exact, else by permutation of the ranks.</summary>
    private double ContinuousExact(TwoGroups data, RankComparison ranks, string protein, List<string> flags, CancellationToken ct)
    {
        bool ties = ranks.TieSum > 0;
        bool exact = Math.Min(data.Low.Length, data.High.Length) <= 8 && !ties || data.Total <= MannWhitney.ExactTiesLimit;
        if (exact) return MannWhitney.Test(data.High, data.Low, MannWhitneyMethod.Exact).PValue;
        flags.Add(ProblemCodes.MonteCarlo);
        return MannWhitney.Permutation(data.High, data.Low, seed.Stream("protein-permutation", protein), options.Permutations, ct).PValue;
    }

    private ContinuousComparison Continuous(ScaleType scale, TwoGroups data)
    {
        bool positive = Array.TrueForAll(data.Low, v => v > 0) && Array.TrueForAll(data.High, v => v > 0);
        double fold = positive ? Math.Log2(Quantiles.Of(data.High, 0.5) / Quantiles.Of(data.Low, 0.5)) : double.NaN;
        bool transform = scale == ScaleType.Continuous && options.Log2Offset is not null;
        (double[] high, double[] low) = transform ? (Log2(data.High), Log2(data.Low)) : (data.High, data.Low);
        return new ContinuousComparison(HodgesLehmann.Of(high, low, options.Level), CohensD.Of(high, low, options.Level), TTest.Welch(high, low), fold, transform);
    }

    private double[] Log2(double[] values) => Array.ConvertAll(values, v => v + options.Log2Offset!.Value > 0
        ? Math.Log2(v + options.Log2Offset.Value)
        : throw new ThcaException(ProblemCodes.OptionInvalid, FormattableString.Invariant($"log2(x + {options.Log2Offset}) does not exist for the intensity {v}."), "Choose an offset above the lowest intensity's negative, or none."));

    private Estimate MeanDifference(TwoGroups data)
    {
        HypothesisTestResult welch = TTest.Welch(data.High, data.Low);
        double difference = Moments.Mean(data.High) - Moments.Mean(data.Low);
        if (double.IsNaN(welch.DegreesOfFreedom)) return new Estimate(difference, double.NaN, double.NaN);
        double error = Math.Sqrt(Moments.Variance(data.High) / data.High.Length + Moments.Variance(data.Low) / data.Low.Length);
        double half = error * StudentTDistribution.Quantile(1 - (1 - options.Level) / 2, welch.DegreesOfFreedom);
        return new Estimate(difference, difference - half, difference + half);
    }
}
