using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Statistics.Agreement;
using Thca.Statistics.Effects;
using Thca.Statistics.Resampling;
using Thca.Statistics.Summaries;

namespace Thca.Segmentation.Assessment;

/// <summary>Describes every data set of a study.</summary>
internal static class EditGroupStatistics
{
    public static EditGroup[] Of(IReadOnlyList<EditPair> pairs, IReadOnlyList<EditCase> cases, EditStudyOptions options, ComputeOptions? compute, CancellationToken ct) =>
        [.. from label in Labels(cases, options) from set in Sets(pairs, options) select Describe(set.Name, set.Center, label, Members(cases, set.Datasets, label), options, compute, ct)];

    /// <summary>The labels to describe separately: one unknown, unless all labels are compared.</summary>
    public static IReadOnlyList<int?> Labels(IReadOnlyList<EditCase> cases, EditStudyOptions options) =>
        options.AllLabels ? [.. cases.Where(c => c.Label is not null).Select(c => c.Label).Distinct().Order()] : [null];

    /// <summary>The data sets, and all but the baseline together where these are several.</summary>
    public static IReadOnlyList<(string Name, string Center, IReadOnlyList<string> Datasets)> Sets(IReadOnlyList<EditPair> pairs, EditStudyOptions options)
    {
        string[] others = [.. pairs.Select(p => p.Name).Where(n => n != options.Baseline)];
        IEnumerable<(string, string, IReadOnlyList<string>)> single = pairs.Select(p => (p.Name, p.Center, (IReadOnlyList<string>)[p.Name]));
        return others.Length > 1 ? [.. single, (EditStudy.Combined, "", others)] : [.. single];
    }

    /// <summary>Rows of some data sets with one label; rows without label failed before it was known and belong to every label.</summary>
    public static EditCase[] Members(IReadOnlyList<EditCase> cases, IReadOnlyList<string> datasets, int? label) =>
        [.. cases.Where(c => datasets.Contains(c.Dataset) && (label is null || c.Label is null || c.Label == label))];

    private static EditGroup Describe(string name, string center, int? label, EditCase[] cases, EditStudyOptions options, ComputeOptions? compute, CancellationToken ct)
    {
        EditPatient[] patients = EditPatient.Of(cases.Where(c => c.Metrics is not null), options.Pair);
        string stream = FormattableString.Invariant($"{name}/{label}");
        return new EditGroup
        {
            Name = name,
            Center = center,
            Label = label,
            Cases = cases.Length,
            Measured = cases.Count(c => c.Metrics is not null),
            Patients = patients,
            Problems = [.. cases.Where(c => !c.Status.IsOk).GroupBy(c => c.Status.Code, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => KeyValuePair.Create(g.Key, g.Count()))],
            Metrics = [.. EditColumns.All(options.Pair).Select(c => Summarise(c.Name, [.. patients.Select(p => p[c.Name])], options, stream, compute, ct))],
            Proportions = [.. Proportions(patients, options.Pair)],
            Volumes = [Volumes("all", patients), Volumes("modified", [.. patients.Where(p => p.Modified)])],
        };
    }

    /// <summary>Distribution of a metric over patients with bootstrap intervals of mean and median.</summary>
    public static EditSummary Summarise(string column, double[] values, EditStudyOptions options, string stream, ComputeOptions? compute, CancellationToken ct)
    {
        double[] observed = Finite.Observed(values);
        var summary = SampleSummary.Of(values);
        if (options.BootstrapReplicates == 0 || observed.Length == 0) return new EditSummary(column, summary, (double.NaN, double.NaN), (double.NaN, double.NaN));
        var rows = new bool[observed.Length];
        RandomSeed seed = options.Seed;
        (double Mean, double Median)[] replicates = OrderedParallel.Map(
            options.BootstrapReplicates,
            b =>
            {
                double[] sample = Array.ConvertAll(StratifiedBootstrap.Draw(rows, seed.Stream("edit bootstrap", $"{stream}/{column}", b)), r => observed[r]);
                return (Moments.Mean(sample), Quantiles.Of(sample, 0.5));
            },
            compute,
            ct);
        return new EditSummary(
            column,
            summary,
            BootstrapInterval.Percentile(Array.ConvertAll(replicates, r => r.Mean)),
            BootstrapInterval.Percentile(Array.ConvertAll(replicates, r => r.Median)));
    }

    private static IEnumerable<EditProportion> Proportions(EditPatient[] patients, MaskPairOptions options)
    {
        yield return Share("unmodified", patients, p => p.Category == EditCategory.None);
        yield return Share("minor", patients, p => p.Category == EditCategory.Minor);
        yield return Share("moderate", patients, p => p.Category == EditCategory.Moderate);
        yield return Share("major", patients, p => p.Category == EditCategory.Major);
        EditPatient[] rated = [.. patients.Where(p => !double.IsNaN(p[EditColumns.Dice]))];
        yield return Share("acceptable", rated, p => p[EditColumns.Dice] >= options.AcceptableDice);
        yield return Share("excellent", rated, p => p[EditColumns.Dice] >= options.ExcellentDice);
        EditPatient[] measured = [.. patients.Where(p => !p.Modified || !double.IsNaN(p["change_percent"]))];
        yield return Share("volume_stable", measured, p => !p.Modified || Math.Abs(p["change_percent"]) <= options.StableVolumePercent);
    }

    private static EditProportion Share(string name, EditPatient[] patients, Func<EditPatient, bool> holds)
    {
        int count = patients.Count(holds);
        (double lower, double upper) = ProportionInterval.Wilson(count, patients.Length);
        return new EditProportion(name, count, patients.Length, lower, upper);
    }

    private static VolumeAgreement Volumes(string scope, EditPatient[] patients)
    {
        double[] before = [.. patients.Select(p => p[EditColumns.VolumeBefore])], after = [.. patients.Select(p => p[EditColumns.VolumeAfter])];
        return new VolumeAgreement(
            scope,
            patients.Count(p => !p.Modified),
            BlandAltman.Of(before, after),
            BlandAltman.OfRatios(before, after),
            IntraclassCorrelation.Of([.. before.Zip(after, (a, b) => (double[])[a, b])]));
    }
}
