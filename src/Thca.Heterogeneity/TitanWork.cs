using System.Diagnostics.CodeAnalysis;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Expansion;
using Thca.Heterogeneity.Ited;
using Thca.Heterogeneity.Ith;
using Thca.Heterogeneity.Subregions;
using Thca.Heterogeneity.Supervoxels;
using Thca.Statistics.Legacy;

namespace Thca.Heterogeneity;

/// <summary>One pass of the analysis over one tumour: attempts at sub-regions, then the scores.</summary>
internal sealed class TitanWork(
    IRegionFeatureExtractor extractor, TitanOptions options, string patient, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
{
    private readonly List<string> _log = [];

    private bool IsReference => options.Mode == AnalysisMode.Reference;

    public TitanResult Run(Volume<float> image, Mask tumour, Mask? thyroid)
    {
        Attempt last = Attempts(image, tumour, Accepted(tumour, thyroid));
        TitanResult result = Describe(tumour, last);
        return last.Problem is null
            ? Score(result, last.Mask)
            : result with { Ith = new IthResult { Reason = last.Problem }, Ited = new ItedResult(Unavailable(image, tumour, last)) };
    }

    // The thyroid counts only when the tumour lies in it at least partly.
    private Mask? Accepted(Mask tumour, Mask? thyroid)
    {
        if (thyroid is null || !options.Expansion.UseThyroid) return null;
        for (int i = 0; i < tumour.Voxels.Length; i++)
        {
            if (tumour.Voxels[i] != 0 && thyroid.Voxels[i] != 0) return thyroid;
        }

        _log.Add("The thyroid mask does not touch the tumour and is ignored.");
        return null;
    }

    private Attempt Attempts(Volume<float> image, Mask tumour, Mask? thyroid)
    {
        var current = new Attempt { Mask = tumour };
        int initial = 0;
        for (int a = 0; ; a++)
        {
            ct.ThrowIfCancellationRequested();
            Attempt tried = Try(image, current, a);
            if (a == 0) initial = tried.Subregions is null ? 0 : tried.Features?.Total ?? tried.Subregions.DistinctLabels().Count;
            tried = tried with { InitialSubregions = initial };
            bool more = options.Expansion.EffectiveEnabled && a < options.Expansion.MaxAttempts && tried.Status is TitanStatus.SkippedTumourTooSmall or TitanStatus.SkippedTooFewSubregions;
            if (tried.Problem is null || !options.Expansion.EffectiveEnabled || !more) return tried;
            if (Expand(tumour, tried.Mask, thyroid, a + 1) is not { } expanded) return tried;
            current = tried with { Mask = expanded.Mask, Expansion = expanded, Count = a + 1 };
        }
    }

    private Attempt Try(Volume<float> image, Attempt attempt, int number)
    {
        int voxels = attempt.Mask.Count(), target = options.Subregions.TargetCount(voxels);
        Attempt next = attempt with { Voxels = voxels, Target = target, Subregions = null, Features = null };
        if (!IsReference && target < options.MinValidSubregions)
        {
            _log.Add(FormattableString.Invariant($"Attempt {number}: {voxels} voxels are too few."));
            return next.Ending(TitanStatus.SkippedTumourTooSmall, new Problem(ProblemCodes.MaskTooSmall, FormattableString.Invariant($"The tumour has {voxels} voxels; {options.MinValidSubregions} sub-regions of {2 * options.Subregions.MinVoxels} need {2 * options.Subregions.MinVoxels * options.MinValidSubregions}."), "Leave it out, or allow expansion."));
        }

        Outcome<SlicResult> slic = Guarded(() => MaskedSlic.Segment(image, attempt.Mask, options.Supervoxels with { Segments = target }, compute, progress, ct));
        if (!slic.Succeeded) return next.Ending(TitanStatus.FailedSupervoxels, slic.Problem);
        next = next with { Subregions = slic.Value.Labels };
        Outcome<SubregionFeatures> features = Guarded(() => SubregionExtractor.Extract(image, attempt.Mask, slic.Value.Labels, extractor, options.Subregions, compute, progress, ct));
        if (!features.Succeeded) return next.Ending(TitanStatus.FailedFeatures, features.Problem);
        int valid = features.Value.Table.RowCount;
        _log.Add(FormattableString.Invariant($"Attempt {number}: {voxels} voxels, {slic.Value.Count} sub-regions, {valid} with features."));
        next = next with { Features = features.Value };
        return valid >= options.MinValidSubregions
            ? next.Ending(TitanStatus.Success, null)
            : next.Ending(TitanStatus.SkippedTooFewSubregions, new Problem("SUBREGIONS_TOO_FEW", FormattableString.Invariant($"{valid} of {slic.Value.Count} sub-regions have features ({features.Value.TooSmall} too small, {features.Value.ConstantIntensity} constant, {features.Value.Failed.Count} failed); {options.MinValidSubregions} are needed."), "Leave the tumour out, or allow expansion."));
    }

    private ExpandedMask? Expand(Mask tumour, Mask current, Mask? thyroid, int attempt)
    {
        double distance = options.Expansion.DistanceMm * attempt;
        Outcome<ExpandedMask> outcome = Guarded(() => (IsReference, thyroid) switch
        {
            (true, { } limit) => MaskExpansion.ReferenceConstrained(current, distance, limit),
            (true, null) => MaskExpansion.ReferenceIsotropic(current, distance),
            _ => MaskExpansion.WithinMillimetres(tumour, distance, thyroid),
        });
        if (!outcome.Succeeded)
        {
            _log.Add($"Expansion {attempt} failed: {outcome.Problem.Message}");
            return null;
        }

        if (!IsReference && outcome.Value.ExpandedVoxels == current.Count())
        {
            _log.Add($"Expansion {attempt} found no space.");
            return null;
        }

        _log.Add(FormattableString.Invariant($"Expansion {attempt} by {distance} mm ({outcome.Value.Method}): {outcome.Value.ExpandedVoxels} voxels."));
        return outcome.Value;
    }

    private TitanResult Score(TitanResult result, Mask mask)
    {
        SubregionTable table = result.Features!.Table;
        // In Reference mode one generator serves the score's interval and then iTED's, as in the original.
        Mt19937? draws = IsReference ? new Mt19937(unchecked((uint)options.Seed.Value)) : null;
        IthResult ith = IthAnalyzer.Analyze(result.Subregions!, table, mask, options.Ith, patient, draws, compute, progress, ct);
        _log.Add(ith.Reason is null ? FormattableString.Invariant($"3D ITHscore {ith.Score:0.0000} from {ith.Clusters} habitat(s).") : $"3D ITHscore not available: {ith.Reason.Message}");
        ItedResult ited = ItedAnalyzer.Analyze(table, options.Ited, patient, draws, compute, progress, ct);
        _log.Add(FormattableString.Invariant($"iTED of {ited.CalculatedCount} features."));
        return result with { Ith = ith, Ited = ited, Habitats = HabitatMap(result.Subregions!, table, ith, mask), Log = [.. _log] };
    }

    private static LabelMap? HabitatMap(LabelMap subregions, SubregionTable table, IthResult ith, Mask mask)
    {
        if (ith.HabitatOfSubregion.Count == 0) return null;
        Dictionary<int, int> habitat = [];
        for (int r = 0; r < table.RowCount; r++) habitat[table.Labels[r]] = ith.HabitatOfSubregion[r];
        var labels = new int[subregions.Labels.Length];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = mask.Voxels[i] != 0 && habitat.TryGetValue(subregions.Labels[i], out int h) ? h : -1;
        return new LabelMap(subregions.Geometry, labels);
    }

    private TitanResult Describe(Mask tumour, Attempt last) => new()
    {
        Patient = patient,
        Status = last.Status,
        Problem = last.Problem,
        OriginalVoxels = tumour.Count(),
        Voxels = last.Voxels,
        VolumeMm3 = last.Voxels * tumour.Geometry.Spacing.VoxelVolume,
        TargetSegments = last.Target,
        InitialSubregions = last.InitialSubregions,
        ExpansionAttempts = last.Count,
        Expansion = last.Expansion,
        Subregions = last.Subregions,
        Features = last.Features,
        Ith = new IthResult(),
        Ited = new ItedResult([]),
        Log = [.. _log],
    };

    // The columns exist for every case: their names come from the features of the tumour as one region.
    private ItedFeature[] Unavailable(Volume<float> image, Mask tumour, Attempt last)
    {
        if (last.Features?.Table.Columns is { Count: > 0 } known) return [.. known.Select(c => new ItedFeature { Name = c.Name, Reason = last.Problem })];
        Outcome<IReadOnlyList<string>> names = Guarded(() => SubregionExtractor.FeatureNames(image, tumour, extractor, options.Subregions, compute, ct));
        return names.Succeeded ? [.. names.Value.Select(n => new ItedFeature { Name = n, Reason = last.Problem })] : [];
    }

    [SuppressMessage("Design", "CA1031", Justification = "Trouble with one tumour is a status, which keeps the details.")]
    private Outcome<T> Guarded<T>(Func<T> step)
    {
        try
        {
            return Outcome<T>.Success(step());
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Problem problem = Problem.From(exception);
            _log.Add(problem.Message);
            return Outcome<T>.Failure(problem);
        }
    }

    private sealed record Attempt
    {
        public required Mask Mask { get; init; }

        public int Count { get; init; }

        public ExpandedMask? Expansion { get; init; }

        public int Voxels { get; init; }

        public int Target { get; init; }

        public int InitialSubregions { get; init; }

        public LabelMap? Subregions { get; init; }

        public SubregionFeatures? Features { get; init; }

        public TitanStatus Status { get; init; }

        public Problem? Problem { get; init; }

        public Attempt Ending(TitanStatus status, Problem? problem) => this with { Status = status, Problem = problem };
    }
}
