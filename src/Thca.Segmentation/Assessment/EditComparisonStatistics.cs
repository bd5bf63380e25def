using Thca.Statistics.Contingency;
using Thca.Statistics.Effects;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Multiplicity;
using Thca.Statistics.Summaries;

namespace Thca.Segmentation.Assessment;

/// <summary>Compares the data sets of a study, as planned by the baseline alone.</summary>
internal static class EditComparisonStatistics
{
    private const double SmallExpectedCount = 5;

    public static EditComparison[] Of(IReadOnlyList<EditPair> pairs, IReadOnlyList<EditCase> cases, EditStudyOptions options, CancellationToken ct)
    {
        var sets = EditGroupStatistics.Sets(pairs, options).ToDictionary(s => s.Name, s => s.Datasets, StringComparer.Ordinal);
        EditComparison[] comparisons =
        [
            .. from label in EditGroupStatistics.Labels(cases, options)
               from plan in Plan(pairs, options)
               select Compare(
                   plan.First,
                   Patients(cases, sets[plan.First], label, options),
                   plan.Second,
                   Patients(cases, sets[plan.Second], label, options),
                   label,
                   options,
                   ct),
        ];
        double[] raw = [.. comparisons.SelectMany(c => (double[])[c.Dice.PValue, c.ModifiedTest.PValue, c.Categories.PValue])];
        double[] adjusted = PValueAdjustment.Adjust(raw, AdjustmentMethod.Holm);
        return [.. comparisons.Select((c, i) => c with { DiceAdjusted = adjusted[3 * i], ModifiedAdjusted = adjusted[3 * i + 1], CategoriesAdjusted = adjusted[3 * i + 2] })];
    }

    /// <summary>With a baseline: all others together and each of them against it, then the others among each other; without: every pair.</summary>
    internal static IReadOnlyList<(string First, string Second)> Plan(IReadOnlyList<EditPair> pairs, EditStudyOptions options)
    {
        string[] others = [.. pairs.Select(p => p.Name).Where(n => n != options.Baseline)];
        List<(string, string)> plan = [];
        if (options.Baseline is { } baseline)
        {
            if (others.Length > 1) plan.Add((EditStudy.Combined, baseline));
            plan.AddRange(others.Select(o => (o, baseline)));
        }

        for (int i = 0; i < others.Length; i++)
        {
            for (int j = i + 1; j < others.Length; j++) plan.Add((others[i], others[j]));
        }

        return plan;
    }

    private static EditPatient[] Patients(IReadOnlyList<EditCase> cases, IReadOnlyList<string> datasets, int? label, EditStudyOptions options) =>
        EditPatient.Of(EditGroupStatistics.Members(cases, datasets, label).Where(c => c.Metrics is not null), options.Pair);

    private static EditComparison Compare(
        string first, EditPatient[] a, string second, EditPatient[] b, int? label, EditStudyOptions options, CancellationToken ct)
    {
        double[] x = Finite.Observed([.. a.Select(p => p[EditColumns.Dice])]), y = Finite.Observed([.. b.Select(p => p[EditColumns.Dice])]);
        string stream = FormattableString.Invariant($"{first}/{second}/{label}");
        int modifiedA = a.Count(p => p.Modified), modifiedB = b.Count(p => p.Modified);
        return new EditComparison
        {
            First = first,
            Second = second,
            Label = label,
            FirstCount = x.Length,
            SecondCount = y.Length,
            Dice = MannWhitney.Test(x, y),
            Delta = CliffsDelta.Of(x, y, options.BootstrapReplicates, options.Seed, ct: ct),
            Shift = HodgesLehmann.Of(x, y),
            Modified = (modifiedA, modifiedB),
            Patients = (a.Length, b.Length),
            ModifiedDifference = ProportionInterval.Newcombe(modifiedA, a.Length, modifiedB, b.Length),
            ModifiedTest = Test([[modifiedA, a.Length - modifiedA], [modifiedB, b.Length - modifiedB]], options, stream, ct),
            Categories = Test([Counts(a), Counts(b)], options, stream, ct),
        };
    }

    private static int[] Counts(EditPatient[] patients) => [.. Enum.GetValues<EditCategory>().Select(c => patients.Count(p => p.Category == c))];

    private static HypothesisTestResult Test(int[][] rows, EditStudyOptions options, string stream, CancellationToken ct)
    {
        var counts = new int[2, rows[0].Length];
        for (int r = 0; r < 2; r++)
        {
            for (int c = 0; c < rows[r].Length; c++) counts[r, c] = rows[r][c];
        }

        ContingencyTable table = new ContingencyTable(counts).WithoutEmpty();
        if (table.Rows < 2) return HypothesisTestResult.Undefined("categories", "Both data sets need a patient.");
        if (table.Columns < 2) return new HypothesisTestResult { Method = "one category only", PValue = 1 };
        if (table.Columns == 2) return new HypothesisTestResult { Method = "Fisher exact", PValue = FisherExact.Test(table).PValue };
        HypothesisTestResult chi = ChiSquaredTest.Test(table, yates: false);
        if (table.SmallestExpected() >= SmallExpectedCount) return chi;
        TwoRowPermutationResult permuted = TwoRowPermutation.Test(rows[0], rows[1], options: new TwoRowPermutationOptions { Seed = options.Seed, Item = stream }, ct: ct);
        return chi with { Method = permuted.Exact ? "chi-squared, exact permutation" : "chi-squared, Monte Carlo permutation", PValue = permuted.PChiSquared };
    }
}
