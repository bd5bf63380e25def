using System.Globalization;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Heterogeneity;
using Thca.Heterogeneity.Ited;
using Thca.Heterogeneity.Ith;
using Thca.Heterogeneity.Stability;
using Thca.Imaging.Quality;
using Thca.Pipelines.Cohorts;

namespace Thca.Pipelines.Heterogeneity;

/// <summary>Rows of one analysed case for the tables of a heterogeneity run.</summary>
internal static class HeterogeneityRows
{
    /// <summary><c>iTED_f</c> with its interval for every feature; in Sound mode then k, weighted and scaled iTED.</summary>
    public static IReadOnlyList<CaseCell> Ited(TitanResult result, AnalysisMode mode)
    {
        List<CaseCell> cells = [];
        foreach (ItedFeature f in result.Ited.Features)
            cells.AddRange([Number($"iTED_{f.Name}", f.Value), Number($"iTED_{f.Name}_CI_lower", f.Lower), Number($"iTED_{f.Name}_CI_upper", f.Upper), Number($"iTED_{f.Name}_CI_width", f.Width)]);
        if (mode == AnalysisMode.Reference) return cells;
        foreach (ItedFeature f in result.Ited.Features)
            cells.AddRange([f.Reason is null ? Integer($"iTED_{f.Name}_k", f.Components) : Number($"iTED_{f.Name}_k", double.NaN), Number($"iTED_{f.Name}_weighted", f.Weighted), Number($"iTED_{f.Name}_scaled", f.Scaled)]);
        return cells;
    }

    /// <summary>The score, its intermediates and its interval.</summary>
    public static IReadOnlyList<CaseCell> Ith(IthResult ith)
    {
        bool known = ith.Reason is null;
        IthInterval? interval = ith.Interval;
        return
        [
            Number("3D_ITHscore", ith.Score),
            Number("n_clusters", known ? ith.Clusters : double.NaN),
            Number("shannon_entropy", ith.ShannonEntropy),
            Number("fragmentation_index", ith.FragmentationIndex),
            Number("total_volume", known ? ith.TotalVolume : double.NaN),
            Number("3D_ITHscore_CI_lower", interval?.Lower ?? double.NaN),
            Number("3D_ITHscore_CI_upper", interval?.Upper ?? double.NaN),
            Number("3D_ITHscore_CI_width", interval?.Width ?? double.NaN),
            Number("3D_ITHscore_std", interval?.StandardDeviation ?? double.NaN),
            Number("n_clusters_most_frequent", interval?.MostFrequentClusters ?? double.NaN),
            Number("n_clusters_stability", interval?.ClusterStability ?? double.NaN),
            Number("total_volume_mm3", ith.TotalVolumeMm3),
            Number("coverage", ith.Coverage),
            known && double.IsNaN(ith.Silhouette) ? Text("silhouette", "") : Number("silhouette", ith.Silhouette),
        ];
    }

    /// <summary>The status log: counts, scores, quality, guidance and stability.</summary>
    public static IReadOnlyList<CaseCell> Summary(TitanResult r, AnalysisMode mode, bool thyroidGiven, Outcome<QualityReport> quality)
    {
        bool reference = mode == AnalysisMode.Reference;
        List<CaseCell> cells =
        [
            Text("ProcessingStatus", Status(r)),
            Text("Error", r.Problem?.Message ?? ""),
            Integer("NumTumorVoxels", r.Voxels),
            Number("TumorVolume_mm3", r.VolumeMm3),
            Integer("OriginalNumTumorVoxels", r.OriginalVoxels),
            Integer("ExpansionAttemptsMade", r.ExpansionAttempts),
            Integer("SlicTargetSegments", r.TargetSegments),
            Integer("InitialSubregions", r.InitialSubregions),
            Integer("FilteredSmallSubregions", r.Features?.TooSmall ?? 0),
            Integer("ConstantIntensitySubregions", r.Features?.ConstantIntensity ?? 0),
            Integer("ValidSubregionsForFeatures", r.ValidSubregions),
            Integer("FeatureExtractionFailCount", r.Features?.Failed.Count ?? 0),
            Integer("ValidSubregionsForITED", r.ValidSubregions),
            Number("Selected_K_ITED", r.Ited.MedianComponents),
            Integer("NumITEDFeaturesCalculated", r.Ited.CalculatedCount),
            Number("3D_ITHscore", r.Ith.Score),
            Number("ITHscore_NClusters", r.Ith.Reason is null && r.Problem is null ? r.Ith.Clusters : double.NaN),
            Flag("ThyroidConstraintUsed", thyroidGiven && r.Expansion is { Constrained: true }),
            Text("ExpansionMethod", r.Expansion?.Method ?? ""),
            Text("QC_Passed", quality.Succeeded ? Bool(quality.Value.OverallPass) : ""),
            Text("QC_Score", quality.Succeeded ? quality.Value.Score.ToString(CultureInfo.InvariantCulture) : ""),
            Text("Statistical_Power", reference ? NumberText.Format(r.Guidance.ReferencePower) : ""),
            Text("Power_Recommendation", reference ? r.Guidance.Advice : ""),
        ];
        cells.AddRange(StabilitySummary(r.Stability));
        cells.AddRange(
        [
            Number("3D_ITHscore_CI_lower", r.Ith.Interval?.Lower ?? double.NaN),
            Number("3D_ITHscore_CI_upper", r.Ith.Interval?.Upper ?? double.NaN),
            Number("3D_ITHscore_CI_width", r.Ith.Interval?.Width ?? double.NaN),
            Text("SubregionCountClass", r.Guidance.CountClass),
            Flag("MaskExpanded", r.Expansion is not null),
            Text("FractionOutsideOriginal", r.Expansion is { } e ? NumberText.Format(e.FractionOutside) : ""),
            Text("DroppedFeatures", string.Join(" ", r.Ith.DroppedFeatures.Where(p => p.Code != "FEATURE_EXCLUDED").Select(p => p.Message))),
            Text("Log", string.Join(" ", r.Log)),
        ]);
        return cells;
    }

    /// <summary>The perturbed runs of one case.</summary>
    public static IReadOnlyList<CaseCell> Stability(TitanResult result)
    {
        if (result.Stability is not { Runs.Count: > 0 } s) return [];
        List<CaseCell> cells =
        [
            Number("SLIC_MatchedDice", s.MeanDice), Number("SLIC_MatchedDice_min", s.MinDice), Number("SLIC_ARI", s.MeanAdjustedRand), Number("SLIC_Subregions_CV", s.CountVariation),
            Number("Habitat_MatchedDice", s.MeanHabitatDice), Number("3D_ITHscore_std", s.IthDeviation), Number("iTED_ICC", s.ItedCorrelation), Number("3D_ITHscore_run_0", result.Ith.Score),
        ];
        for (int i = 0; i < s.Runs.Count; i++) cells.Add(Number(FormattableString.Invariant($"3D_ITHscore_run_{i + 1}"), s.Runs[i].IthScore));
        return cells;
    }

    /// <summary>Both modes side by side.</summary>
    public static IReadOnlyList<CaseCell> Comparison(ModeComparison comparison)
    {
        List<CaseCell> cells = [];
        foreach ((string suffix, TitanResult r) in new[] { ("reference", comparison.Reference), ("sound", comparison.Sound) })
        {
            bool known = r.Ith.Reason is null && r.Problem is null;
            cells.AddRange(
            [
                Text($"status_{suffix}", Status(r)), Integer($"subregions_{suffix}", r.InitialSubregions), Integer($"valid_subregions_{suffix}", r.ValidSubregions), Number($"3D_ITHscore_{suffix}", r.Ith.Score),
                Number($"n_clusters_{suffix}", known ? r.Ith.Clusters : double.NaN), Number($"median_k_iTED_{suffix}", r.Ited.MedianComponents), Integer($"features_with_zero_iTED_{suffix}", ModeComparison.ZeroCount(r)),
            ]);
        }

        cells.Add(Number("subregion_matched_dice", comparison.SubregionDice));
        cells.Add(Number("scaled_iTED_spearman", comparison.ItedCorrelation));
        return cells;
    }

    private static CaseCell[] StabilitySummary(StabilityResult? s) =>
    [
        Number("SLIC_Stability_Dice", s?.MeanDice ?? double.NaN),
        Text("SLIC_Stable", s is null ? "" : Bool(s.IsStable)),
        Number("SLIC_Subregions_CV", s?.CountVariation ?? double.NaN),
    ];

    private static string Status(TitanResult r) => r.Status switch
    {
        TitanStatus.Success => "Success",
        TitanStatus.SkippedTumourTooSmall => r.Expansion is null ? "Skipped_TumourTooSmall" : "Skipped_TumourTooSmall_PostExpansion",
        TitanStatus.SkippedTooFewSubregions => r.Expansion is null ? "Skipped_TooFewSubregions" : "Skipped_TooFewSubregions_PostExpansion",
        TitanStatus.FailedSupervoxels => "Failed_Supervoxels",
        _ => "Failed_Features",
    };

    private static CaseCell Number(string column, double value) => new(column, NumberText.Format(value));

    private static CaseCell Integer(string column, int value) => new(column, value.ToString(CultureInfo.InvariantCulture));

    private static CaseCell Text(string column, string text) => new(column, text);

    private static CaseCell Flag(string column, bool value) => new(column, Bool(value));

    private static string Bool(bool value) => value ? "True" : "False";
}
