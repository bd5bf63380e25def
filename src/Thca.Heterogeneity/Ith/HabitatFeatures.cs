using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Heterogeneity.Subregions;
using Thca.Statistics.Clustering;

namespace Thca.Heterogeneity.Ith;

/// <summary>The matrix that is clustered, and what was left out of it.</summary>
internal sealed record HabitatFeatures(double[] Rows, int Columns, IReadOnlyList<Problem> Dropped, Problem? Problem)
{
    /// <summary>Reference: every column, and a missing value is a failure. Sound: complete columns that vary and are not excluded.</summary>
    public static HabitatFeatures Of(SubregionTable table, IthOptions options)
    {
        List<Problem> dropped = [];
        List<FeatureColumn> kept = [];
        foreach (FeatureColumn column in table.Columns)
        {
            Problem? why = options.IsReference ? null : Why(column, options);
            if (why is null) kept.Add(column);
            else dropped.Add(why);
        }

        if (kept.Count == 0) return new HabitatFeatures([], 0, dropped, new Problem("ITH_NO_FEATURES", "No feature is left for clustering.", "See the features that were dropped, and why."));
        if (kept.Find(c => !Complete(c)) is { } incomplete)
            return new HabitatFeatures([], 0, dropped, new Problem("ITH_FEATURE_MISSING", $"{incomplete.Name} is missing in a sub-region, and Reference mode clusters all features.", "Use Sound mode, or drop the feature."));

        var rows = new double[table.RowCount * kept.Count];
        for (int c = 0; c < kept.Count; c++)
        {
            for (int r = 0; r < table.RowCount; r++) rows[r * kept.Count + c] = kept[c][r];
        }

        if (options.IsReference || options.PrincipalComponentVariance is not { } share) return new HabitatFeatures(rows, kept.Count, dropped, null);
        double[] z = ZScore.Fit(rows, kept.Count).Transform(rows);
        PrincipalComponents components = PrincipalComponents.Fit(z, kept.Count, share);
        return new HabitatFeatures(components.Transform(z), components.Count, dropped, null);
    }

    private static Problem? Why(FeatureColumn column, IthOptions options)
    {
        if (options.ExcludedFeatures.Contains(column.Name)) return new Problem("FEATURE_EXCLUDED", $"{column.Name} grows with the size of a sub-region.");
        if (!Complete(column)) return new Problem("FEATURE_MISSING", $"{column.Name} is missing in a sub-region.");
        return ZScore.Fit(column.Values, 1).Scale[0] == 1 && Range(column) < 0.5
            ? new Problem("FEATURE_CONSTANT", $"{column.Name} is the same in all sub-regions.")
            : null;
    }

    private static bool Complete(FeatureColumn column)
    {
        foreach (double v in column.Values)
        {
            if (!double.IsFinite(v)) return false;
        }

        return true;
    }

    private static double Range(FeatureColumn column) =>
        System.Numerics.Tensors.TensorPrimitives.Max(column.Values) - System.Numerics.Tensors.TensorPrimitives.Min(column.Values);
}
