using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Statistics.Clustering;
using Thca.Statistics.Correlation;
using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Multiplicity;
using Thca.Statistics.Summaries;

namespace Thca.Pathology.GroupAnalysis.Correlation;

/// <summary>Relates cellular heterogeneity to imaging: every pair by Spearman's correlation, and every block by one omnibus test.</summary>
public static class ImagingCorrelations
{
    /// <summary>Correlates every heterogeneity feature with every imaging and clinical variable.</summary>
    /// <param name="cohort">Patients, features, imaging.</param>
    /// <param name="options">Limits.</param>
    /// <param name="seed">Seed of permutations.</param>
    /// <param name="compute">Imaging variables at once.</param>
    /// <param name="progress">Reported after every imaging variable.</param>
    /// <param name="ct">Cancels the work.</param>
    public static IReadOnlyList<ImagingCorrelation> Analyze(
        StudyCohort cohort, GroupAnalysisOptions options, RandomSeed seed, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        StudyVariable[] rows = Rows(cohort);
        int done = 0;
        ImagingCorrelation[][] byColumn = OrderedParallel.Map(
            cohort.Imaging.Count,
            i =>
            {
                ImagingCorrelation[] results = OfColumn(rows, cohort.Imaging[i], options, seed, ct);
                progress?.Report(new WorkProgress("correlations", Interlocked.Increment(ref done), cohort.Imaging.Count, cohort.Imaging[i].Name));
                return results;
            },
            compute,
            ct);
        ImagingCorrelation[] all = [.. from block in CorrelationBlock.All from r in Enumerable.Range(0, rows.Length) from column in byColumn where column[r].Block == block select column[r]];
        foreach (string block in CorrelationBlock.All)
        {
            int[] members = [.. Enumerable.Range(0, all.Length).Where(i => all[i].Block == block)];
            double[] q = PValueAdjustment.Adjust([.. members.Select(i => all[i].P)], AdjustmentMethod.BenjaminiHochberg);
            for (int k = 0; k < members.Length; k++) all[members[k]] = all[members[k]] with { Q = q[k] };
        }

        return all;
    }

    /// <summary>The omnibus test of every block that has variables.</summary>
    /// <inheritdoc cref="Analyze" path="/param"/>
    public static IReadOnlyList<OmnibusTest> Omnibus(
        StudyCohort cohort, GroupAnalysisOptions options, RandomSeed seed, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        string[] blocks = [.. CorrelationBlock.All.Where(b => cohort.Imaging.Any(v => v.Family == b))];
        OmnibusTest[] tests = OrderedParallel.Map(
            blocks.Length,
            i =>
            {
                OmnibusTest test = Mantel(cohort, blocks[i], options, seed, ct);
                progress?.Report(new WorkProgress("omnibus tests", i + 1, blocks.Length, blocks[i]));
                return test;
            },
            compute,
            ct);
        double[] holm = PValueAdjustment.Adjust([.. tests.Select(t => t.P)], AdjustmentMethod.Holm);
        return [.. tests.Select((t, i) => t with { Holm = holm[i] })];
    }

    internal static StudyVariable[] Rows(StudyCohort cohort) => [.. cohort.Variables.Where(v => !v.IsAbsent && (v.Family == FamilyDefinition.Heterogeneity || v.IsPrimary))];

    private static OmnibusTest Mantel(StudyCohort cohort, string block, GroupAnalysisOptions options, RandomSeed seed, CancellationToken ct)
    {
        StudyVariable[] columns = [.. cohort.Imaging.Where(v => v.Family == block)];
        int[] patients = [.. Enumerable.Range(0, cohort.Patients.Count).Where(i => columns.Any(c => !double.IsNaN(c.Values[i])))];
        RobustRows slides = RobustRows.Of(Rows(cohort), patients), imaging = RobustRows.Of(columns, patients);
        OmnibusTest Untested(string code, string why) => new(block, patients.Length, slides.Columns, imaging.Columns, double.NaN, double.NaN, new RowStatus(code, why));
        if (patients.Length < options.MinimumPairs) return Untested(ProblemCodes.TooFewPairs, FormattableString.Invariant($"{patients.Length} patients in both; {options.MinimumPairs} are needed."));
        if (slides.Columns == 0 || imaging.Columns == 0) return Untested(GroupAnalysisProblems.NoColumns, FormattableString.Invariant($"{slides.Columns} slide features and {imaging.Columns} {block} variables vary and have no gap."));
        HypothesisTestResult test = MantelTest.Test(
            Silhouette.Distances(slides.Values, slides.Columns), Silhouette.Distances(imaging.Values, imaging.Columns), seed.Stream("mantel", block), options.SecondaryPermutations, ct);
        return test.Reason is { } reason ? Untested(reason.Code, reason.Message) : new OmnibusTest(block, patients.Length, slides.Columns, imaging.Columns, test.Statistic, test.PValue, RowStatus.Ok);
    }

    private static ImagingCorrelation[] OfColumn(StudyVariable[] rows, StudyVariable column, GroupAnalysisOptions options, RandomSeed seed, CancellationToken ct)
    {
        SharedPermutations? shared = column.Values.Any(double.IsNaN) ? null : SharedPermutations.Of([.. column.Values], options.SecondaryPermutations, seed.Stream("correlation", column.Name));
        return [.. rows.Select(row => Pair(row, column, shared, options, seed, ct))];
    }

    private static ImagingCorrelation Pair(StudyVariable row, StudyVariable column, SharedPermutations? shared, GroupAnalysisOptions options, RandomSeed seed, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        (double[] x, double[] y) = Finite.Pairs([.. row.Values], [.. column.Values]);
        var result = new ImagingCorrelation { Block = column.Family, Row = row.Name, Column = column.Name, Count = x.Length, Status = RowStatus.Ok };
        CorrelationResult spearman = SpearmanCorrelation.Compute(x, y, options.Level);
        if (spearman.Reason is { } reason)
        {
            string code = x.Length < 3 ? ProblemCodes.TooFewPairs : ProblemCodes.Constant;
            return result with { Status = new RowStatus(code, $"{row.Name} and {column.Name}: {reason.Message}") };
        }

        (double lower, double upper) = Interval(spearman.Coefficient, x.Length, options.Level);
        result = result with { Rho = spearman.Coefficient, Lower = lower, Upper = upper };
        if (x.Length < options.MinimumPairs)
            return result with { Status = new RowStatus(ProblemCodes.TooFewPairs, FormattableString.Invariant($"{x.Length} complete pairs; {options.MinimumPairs} are needed for a test.")) };
        double p = shared is not null && x.Length == row.Values.Count && x.Length > SpearmanPermutation.ExactLimit
            ? shared.P(x)
            : SpearmanPermutation.PValue(x, y, seed.Stream("correlation", $"{row.Name}|{column.Name}"), options.SecondaryPermutations, ct);
        return result with { P = p };
    }

    private static (double Lower, double Upper) Interval(double rho, int n, double level)
    {
        if (n <= 3 || Math.Abs(rho) == 1) return n <= 3 ? (double.NaN, double.NaN) : (rho, rho);
        double z = Math.Atanh(rho), half = NormalDistribution.Quantile((1 + level) / 2) * Math.Sqrt(1.06 / (n - 3));
        return (Math.Tanh(z - half), Math.Tanh(z + half));
    }

    /// <summary>Random orders of one variable's ranks, shared by all rows it is correlated with.</summary>
    private sealed class SharedPermutations(double[] centred, double[][] orders)
    {
        public static SharedPermutations Of(double[] values, int replicates, RandomStream stream)
        {
            double middle = (values.Length + 1) / 2.0;
            double[] ranks = Array.ConvertAll(Ranks.Of(values).Values.ToArray(), r => r - middle), next = [.. ranks];
            var orders = new double[replicates][];
            for (int b = 0; b < replicates; b++)
            {
                stream.Shuffle(next.AsSpan());
                orders[b] = [.. next];
            }

            return new SharedPermutations(ranks, orders);
        }

        public double P(double[] x)
        {
            double middle = (x.Length + 1) / 2.0;
            double[] ranks = Array.ConvertAll(Ranks.Of(x).Values.ToArray(), r => r - middle);
            double observed = Math.Abs(OrderedSums.Dot(ranks, centred)) - 1e-9;
            int hits = 0;
            foreach (double[] order in orders) if (Math.Abs(OrderedSums.Dot(ranks, order)) >= observed) hits++;
            return (1.0 + hits) / (1.0 + orders.Length);
        }
    }
}
