using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;
using Thca.Statistics.Correlation;
using Thca.Statistics.Multiplicity;
using Thca.Statistics.Summaries;

namespace Thca.Proteomics.Correlation;

/// <summary>
/// Relates proteins to heterogeneity on CT (<c>iTED_*</c>, <c>3D_ITHscore</c>) and on slides (<c>tumour_*_cv</c>; tables of the original study:
/// <c>*_ith</c>). The risk groups are themselves built from iTED, so these correlations do not confirm the group comparison independently.
/// </summary>
public static class ProteinFeatureCorrelations
{
    /// <summary>The nuclear feature declared primary.</summary>
    public const string PrimaryNuclearFeature = "tumour_area_um2_cv";

    /// <summary>Correlates every protein with every feature of the three families.</summary>
    /// <param name="table">Patients, groups, proteins.</param>
    /// <param name="features">Feature tables with the patient as key; rows with a Status other than ok do not count.</param>
    /// <param name="options">Limits; default <see cref="ProteinAnalysisOptions"/>.</param>
    /// <param name="seed">Seed of permutations; default 42.</param>
    /// <param name="compute">Proteins at once; default all cores.</param>
    /// <param name="progress">Reported after every protein.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <exception cref="TableException">A table has no column of any family, or two tables have the same column.</exception>
    public static IReadOnlyList<FeatureCorrelation> Analyze(
        ProteinTable table,
        IReadOnlyList<FeatureTable> features,
        ProteinAnalysisOptions? options = null,
        RandomSeed? seed = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new ProteinAnalysisOptions();
        options.Validate();
        var selected = Select(table, features);
        double[] group = [.. table.Groups.Select(g => g == RiskGroup.None ? double.NaN : g)];
        double[][] covariates = table.Ages.Count > 0 ? [group, [.. table.Ages]] : [group];
        ProteinValues[] proteins = [.. table.Proteins.Where(p => !p.Absent)];
        int done = 0;
        FeatureCorrelation[][] rows = OrderedParallel.Map(
            proteins.Length,
            i =>
            {
                double[] values = [.. proteins[i].Values];
                string column = proteins[i].Protein.Column;
                FeatureCorrelation[] results = [.. selected.Select(f => Correlate(column, values, f, covariates, options, (seed ?? RandomSeed.Default).Stream("protein-feature", $"{column}|{f.Name}"), ct))];
                progress?.Report(new WorkProgress("protein features", Interlocked.Increment(ref done), proteins.Length, column));
                return results;
            },
            compute,
            ct);
        return Adjust([.. rows.SelectMany(r => r)]);
    }

    private static List<(FeatureFamily Family, string Name, double[] Values)> Select(ProteinTable table, IReadOnlyList<FeatureTable> features)
    {
        var selected = new List<(FeatureFamily Family, string Name, double[] Values)>();
        foreach (FeatureTable source in features)
        {
            var index = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int r = 0; r < source.RowCount; r++) if (source.Statuses[r].IsOk) index[source.Keys[r]] = r;
            int before = selected.Count;
            foreach (FeatureColumn column in source.Columns)
            {
                if (FamilyOf(column.Name) is not { } family) continue;
                if (selected.Any(s => s.Name == column.Name)) throw new TableException($"Feature '{column.Name}' occurs in two tables.", "Give every feature once.");
                selected.Add((family, column.Name, [.. table.Patients.Select(p => index.TryGetValue(p.Value, out int r) ? column[r] : double.NaN)]));
            }

            if (selected.Count == before)
            {
                throw new TableException(
                    $"A feature table has no column of iTED ('iTED_…'), '3D_ITHscore' or nuclear heterogeneity ('tumour_…_cv', '…_ith'); it has {string.Join(", ", source.Columns.Take(8).Select(c => c.Name))}.",
                    "Give tables written by the heterogeneity and pathology steps.");
            }
        }

        return selected;
    }

    private static FeatureFamily? FamilyOf(string name)
    {
        if (name == ImagingColumns.IthScore) return FeatureFamily.IthScore;
        if (ImagingColumns.IsIted(name)) return FeatureFamily.Ited;
        if (ImagingColumns.IsBookkeeping(name)) return null;
        bool nuclear = (name.StartsWith("tumour_", StringComparison.Ordinal) && name.EndsWith("_cv", StringComparison.Ordinal)) || name.EndsWith("_ith", StringComparison.Ordinal);
        return nuclear ? FeatureFamily.NuclearIth : null;
    }

    private static FeatureCorrelation Correlate(
        string protein, double[] values, (FeatureFamily Family, string Name, double[] Values) feature, double[][] covariates, ProteinAnalysisOptions options, RandomStream stream, CancellationToken ct)
    {
        var result = new FeatureCorrelation
        {
            Family = feature.Family, Protein = protein, Feature = feature.Name, IsPrimary = feature.Name == PrimaryNuclearFeature, Status = RowStatus.Ok,
        };
        (double[] x, double[] y) = Finite.Pairs(values, feature.Values);
        CorrelationResult spearman = SpearmanCorrelation.Compute(x, y, options.Level);
        if (x.Length < options.MinimumPairs)
        {
            return result with
            {
                Spearman = new CorrelationResult { Method = "Spearman", Count = x.Length },
                Status = RowStatus.From(new Problem(ProblemCodes.TooFewPairs, FormattableString.Invariant($"{protein} and {feature.Name}: {x.Length} complete pairs, {options.MinimumPairs} are needed."))),
            };
        }

        if (spearman.Reason is not null)
            return result with { Spearman = spearman, Status = RowStatus.From(new Problem(ProblemCodes.Constant, $"{protein} or {feature.Name} is constant.")) };
        if (x.Length < options.PermutationPairs)
        {
            double[] rx = Ranks.Of(x).Values.ToArray(), ry = Ranks.Of(y).Values.ToArray();
            double middle = (x.Length + 1) / 2.0;
            double p = new RankPairs(x, y).PermutationP([.. rx.Select(r => r - middle)], [.. ry.Select(r => r - middle)], Math.Min(options.Permutations, 9_999), stream, ct).Spearman;
            spearman = spearman with { PValue = p, Method = "Spearman, permutation" };
        }

        return result with
        {
            Spearman = spearman,
            TauB = KendallCorrelation.Compute(x, y, KendallMethod.Asymptotic).Coefficient,
            Partial = PartialSpearman.Compute(values, feature.Values, covariates),
        };
    }

    private static FeatureCorrelation[] Adjust(FeatureCorrelation[] rows)
    {
        foreach (FeatureFamily family in Enum.GetValues<FeatureFamily>())
        {
            int[] members = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i].Family == family)];
            double[] q = PValueAdjustment.Adjust([.. members.Select(i => rows[i].Spearman.PValue)], AdjustmentMethod.BenjaminiHochberg);
            for (int k = 0; k < members.Length; k++) rows[members[k]] = rows[members[k]] with { Q = q[k] };
        }

        return rows;
    }
}
