using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Modeling.Imbalance;

/// <summary>The SMOTE family: each returns synthetic rows of the rarer class.</summary>
internal static class OverSamplers
{
    private const double BetaShape = 10;
    private const double BorderStep = 0.5;
    private const double OutStep = 0.5;

    public static double[][] Random(ImbalancedRows rows, ResamplingOptions options, Func<string, ResamplerDraws> draws) =>
        [.. draws("random").NextInts(rows.Minority.Length, rows.CountToMake(options.Ratio)).Select(i => (double[])rows.Raw[rows.Minority[i]].Clone())];

    public static double[][] Smote(ImbalancedRows rows, ResamplingOptions options, Func<string, ResamplerDraws> draws)
    {
        int count = rows.CountToMake(options.Ratio);
        int[][] neighbours = rows.Nearest(rows.Minority, rows.Minority, Limited(rows, options.Neighbours));
        return SyntheticRows.Interpolate(rows, rows.Minority, neighbours, count, draws("smote"), 1, options.RoundCategories);
    }

    /// <summary>Bases are minority rows of whose neighbours at least half but not all belong to the majority; without any, nothing is made.</summary>
    public static double[][] Borderline(ImbalancedRows rows, ResamplingOptions options, bool second, Func<string, ResamplerDraws> draws)
    {
        int count = rows.CountToMake(options.Ratio);
        int[] danger = InDanger(rows, rows.Minority, options.BorderNeighbours).Danger;
        if (danger.Length == 0) return [];
        int k = Limited(rows, options.Neighbours);
        if (!second) return SyntheticRows.Interpolate(rows, danger, rows.Nearest(danger, rows.Minority, k), count, draws("borderline"), 1, options.RoundCategories);
        if (options.LegacyBorderline2) return LegacyBorderline(rows, options, danger, rows.Nearest(danger, rows.Minority, k), count, draws);
        int[][] neighbours = rows.Nearest(danger, [.. Enumerable.Range(0, rows.Outcome.Length)], k);
        int[] cells = draws("borderline").NextInts(danger.Length * k, count);
        double[] steps = draws("borderline steps").NextDoubles(count);
        ResamplerDraws half = draws("borderline half steps");
        return [.. cells.Select((cell, i) =>
        {
            int to = neighbours[cell / k][cell % k];
            double factor = rows.Outcome[to] == rows.RareLabel ? 1 : BorderStep * half.NextDouble();
            return SyntheticRows.Between(rows, danger[cell / k], to, steps[i] * factor, options.RoundCategories);
        })];
    }

    private static double[][] LegacyBorderline(ImbalancedRows rows, ResamplingOptions options, int[] danger, int[][] nearest, int count, Func<string, ResamplerDraws> draws)
    {
        double share = draws("borderline share").NextBeta(BetaShape);
        int[][] misplaced = [.. nearest.Select(n => n.Select(r => rows.Majority[Array.IndexOf(rows.Minority, r)]).ToArray())];
        return
        [
            .. SyntheticRows.Interpolate(rows, danger, nearest, (int)(share * (count + 1)), draws("borderline"), 1, options.RoundCategories),
            .. SyntheticRows.Interpolate(rows, danger, misplaced, (int)((1 - share) * count), draws("borderline majority"), BorderStep, options.RoundCategories),
        ];
    }

    public static double[][] Adasyn(ImbalancedRows rows, ResamplingOptions options, Func<string, ResamplerDraws> draws)
    {
        int wanted = rows.CountToMake(options.Ratio), n = Limited(rows, options.Neighbours);
        double[] ratio = [.. rows.MajorityAmongNearest(rows.Minority, n).Select(h => (double)h / n)];
        double sum = ratio.Sum();
        if (sum == 0)
            throw new ThcaException(ProblemCodes.TrainingDataInsufficient, "ADASYN finds no majority row among the neighbours of the rarer class.", "Use SMOTE instead.");
        int[] copies = [.. ratio.Select(r => (int)Math.Round(r / sum * wanted, MidpointRounding.ToEven))];
        int made = copies.Sum();
        if (made == 0)
            throw new ThcaException(ProblemCodes.TrainingDataInsufficient, "ADASYN would make no row: every share rounds to 0.", "Use SMOTE instead or a higher ratio.");
        int[][] neighbours = rows.Nearest(rows.Minority, rows.Minority, n);
        int[] bases = [.. copies.SelectMany((c, i) => Enumerable.Repeat(i, c))];
        ResamplerDraws stream = draws("adasyn");
        int[] columns = stream.NextInts(n, made);
        double[] steps = stream.NextDoubles(made);
        return [.. bases.Select((b, i) => SyntheticRows.Between(rows, rows.Minority[b], neighbours[b][columns[i]], steps[i], options.RoundCategories))];
    }

    /// <summary>From minority support vectors: towards neighbours where the majority dominates, away from them where it is safe.</summary>
    public static double[][] SvmSmote(ImbalancedRows rows, ResamplingOptions options, Func<string, ResamplerDraws> draws)
    {
        int count = rows.CountToMake(options.Ratio), k = Limited(rows, options.Neighbours);
        HashSet<int> support = [.. SupportVectors.Find(rows.Space, rows.Outcome)];
        int[] candidates = [.. rows.Minority.Where(support.Contains)];
        (int[] danger, int[] safe, int noise) = InDanger(rows, candidates, options.BorderNeighbours);
        if (candidates.Length == noise)
            throw new ThcaException(ProblemCodes.TrainingDataInsufficient, "SVM-SMOTE: every support vector of the rarer class is noise.", "Use SMOTE instead.");
        double share = draws("svm share").NextBeta(BetaShape);
        int towards = (int)(share * (count + 1));
        double[][] inside = danger.Length == 0 ? [] : SyntheticRows.Interpolate(rows, danger, rows.Nearest(danger, rows.Minority, k), towards, draws("svm danger"), 1, options.RoundCategories);
        double[][] outside = safe.Length == 0 ? [] : SyntheticRows.Interpolate(rows, safe, rows.Nearest(safe, rows.Minority, k), count - towards, draws("svm safe"), -OutStep, options.RoundCategories);
        return [.. inside, .. outside];
    }

    /// <summary>Distances count M² per differing category, M the median standard deviation of continuous columns in the minority; categories take the mode of the neighbours.</summary>
    public static double[][] SmoteNc(ImbalancedRows rows, ResamplingOptions options, Func<string, ResamplerDraws> draws)
    {
        int count = rows.CountToMake(options.Ratio), k = Limited(rows, options.Neighbours);
        int[] continuous = [.. Enumerable.Range(0, rows.Categorical.Count).Where(c => !rows.Categorical[c])];
        int[] categorical = [.. Enumerable.Range(0, rows.Categorical.Count).Where(c => rows.Categorical[c])];
        double[] spreads = [.. continuous.Select(c => Statistics.Summaries.Moments.StandardDeviation([.. rows.Minority.Select(r => rows.Space[r][c])], lost: 0))];
        double penalty = spreads.Length == 0 ? 1 : Math.Pow(Statistics.Summaries.Quantiles.Of(spreads, 0.5), 2);
        double Squared(int a, int b) =>
            continuous.Sum(c => Math.Pow(rows.Space[a][c] - rows.Space[b][c], 2)) + penalty * categorical.Count(c => rows.Raw[a][c] != rows.Raw[b][c]);
        int[][] neighbours = rows.Nearest(rows.Minority, rows.Minority, k, Squared);
        ResamplerDraws stream = draws("smote-nc");
        int[] cells = stream.NextInts(rows.Minority.Length * k, count);
        double[] steps = stream.NextDoubles(count);
        return [.. cells.Select((cell, i) =>
        {
            int b = cell / k;
            double[] row = SyntheticRows.Between(rows, rows.Minority[b], neighbours[b][cell % k], steps[i], round: false);
            foreach (int c in categorical) row[c] = neighbours[b].GroupBy(r => rows.Raw[r][c]).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
            return row;
        })];
    }

    /// <summary>Sorts minority rows by the share of majority rows among their neighbours.</summary>
    internal static (int[] Danger, int[] Safe, int Noise) InDanger(ImbalancedRows rows, int[] candidates, int m)
    {
        int[] majority = rows.MajorityAmongNearest(candidates, m);
        int[] danger = [.. candidates.Where((_, i) => 2 * majority[i] >= m && majority[i] < m)], safe = [.. candidates.Where((_, i) => 2 * majority[i] < m)];
        return (danger, safe, candidates.Length - danger.Length - safe.Length);
    }

    private static int Limited(ImbalancedRows rows, int neighbours)
    {
        int limited = Math.Min(neighbours, rows.Minority.Length - 1);
        return limited >= 1 ? limited : throw new ThcaException(
            ProblemCodes.TrainingDataInsufficient, "A single row of the rarer class has no neighbours to interpolate with.", "Use class weights or more patients.");
    }
}
