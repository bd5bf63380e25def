using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Ited;
using Thca.Heterogeneity.Supervoxels;
using Thca.Imaging.Labelling;
using Thca.Imaging.Morphology;
using Thca.Statistics.Agreement;
using Thca.Statistics.Summaries;

namespace Thca.Heterogeneity.Stability;

/// <summary>
/// Repeats the analysis with other seeds, other compactness, noise and an eroded mask. In Reference mode the original's check, which repeats a
/// deterministic algorithm, has a known result: Dice 1, no variation.
/// </summary>
internal sealed class StabilityAnalysis(IRegionFeatureExtractor extractor, TitanOptions options, string patient, ComputeOptions? compute, CancellationToken ct)
{
    private StabilityOptions Settings => options.Stability;

    public StabilityResult Run(Volume<float> image, Mask mask, TitanResult unperturbed)
    {
        if (options.Mode == AnalysisMode.Reference) return new StabilityResult { MeanDice = 1, MinDice = 1, MeanAdjustedRand = 1, CountVariation = 0, IsStable = true };
        double noise = Settings.NoiseFraction * Range(image, mask);
        StabilityRun[] runs = [.. Enumerable.Range(1, Settings.Runs).Select(r => One(image, mask, unperturbed, noise, r))];
        double[] counts = [unperturbed.Subregions!.DistinctLabels().Count, .. runs.Select(r => (double)r.Subregions)];
        double[] dice = [.. runs.Select(r => r.Agreement.MatchedDice)];
        return new StabilityResult
        {
            Runs = runs,
            MeanDice = dice.Average(),
            MinDice = dice.Min(),
            MeanAdjustedRand = runs.Average(r => r.Agreement.AdjustedRand),
            CountVariation = Deviation(counts) / counts.Average(),
            MeanHabitatDice = MeanOf(runs.Where(r => r.HabitatAgreement is not null).Select(r => r.HabitatAgreement!.MatchedDice)),
            IthDeviation = Settings.IncludeScores ? Deviation([unperturbed.Ith.Score, .. runs.Select(r => r.IthScore)]) : double.NaN,
            ItedCorrelation = Correlation(unperturbed, runs),
            IsStable = dice.Average() >= Settings.DiceThreshold,
        };
    }

    private StabilityRun One(Volume<float> image, Mask mask, TitanResult unperturbed, double noise, int run)
    {
        RandomStream stream = Settings.Seed.Stream("stability", patient, run);
        double factor = Math.Pow(1 + Settings.CompactnessJitter, 2 * stream.NextDouble() - 1);
        var seed = new RandomSeed((long)(stream.NextUInt64() >> 1));
        Volume<float> noisy = AddNoise(image, mask, noise, stream);
        Mask region = Settings.ErodeMask && run % 2 == 1 ? Erode(mask) : mask;
        SlicOptions slic = options.Supervoxels with { Compactness = options.Supervoxels.Compactness * factor };
        if (!Settings.IncludeScores)
        {
            SlicResult only = MaskedSlic.Segment(noisy, region, slic with { Seed = seed, Segments = options.Subregions.TargetCount(region.Count()) }, compute, null, ct);
            return new StabilityRun(only.Count, PartitionAgreement.Between(unperturbed.Subregions!, only.Labels), null, double.NaN, []);
        }

        TitanOptions plain = (options with
        {
            Seed = seed,
            Supervoxels = slic,
            Expansion = options.Expansion with { Enabled = false },
            Ith = options.Ith with { BootstrapReplicates = 0 },
            Ited = options.Ited with { BootstrapReplicates = 0 },
        }).Applied();
        TitanResult result = new TitanWork(extractor, plain, patient, compute, null, ct).Run(noisy, region, null);
        bool scored = result.Status == TitanStatus.Success && result.Habitats is not null && unperturbed.Habitats is not null;
        return new StabilityRun(
            result.Subregions?.DistinctLabels().Count ?? 0,
            result.Subregions is null ? new PartitionAgreement(0, 0) : PartitionAgreement.Between(unperturbed.Subregions!, result.Subregions),
            scored ? PartitionAgreement.Between(unperturbed.Habitats!, result.Habitats!, background: -1) : null,
            result.Ith.Score,
            [.. result.Ited.Features.Select(f => f.Scaled)]);
    }

    private static double Correlation(TitanResult unperturbed, StabilityRun[] runs)
    {
        ItedFeature[] features = [.. unperturbed.Ited.Features];
        StabilityRun[] usable = [.. runs.Where(r => r.ScaledIted.Count == features.Length)];
        double[][] ratings = [.. Enumerable.Range(0, features.Length).Select(f => (double[])[features[f].Scaled, .. usable.Select(r => r.ScaledIted[f])])];
        return IntraclassCorrelation.Of([.. ratings.Where(r => r.Length > 1 && Array.TrueForAll(r, double.IsFinite))]).Value;
    }

    private static double Range(Volume<float> image, Mask mask)
    {
        List<double> values = [];
        for (int i = 0; i < mask.Voxels.Length; i++)
        {
            if (mask.Voxels[i] != 0) values.Add(image.Voxels[i]);
        }

        double[] limits = Quantiles.Of(values.ToArray(), [0.05, 0.95]);
        return limits[1] - limits[0];
    }

    private static Volume<float> AddNoise(Volume<float> image, Mask mask, double deviation, RandomStream stream)
    {
        Volume<float> noisy = image.Clone();
        for (int i = 0; i < mask.Voxels.Length; i++)
        {
            if (mask.Voxels[i] != 0) noisy.Voxels[i] += (float)(deviation * stream.NextNormal());
        }

        return noisy;
    }

    // Without the voxels that have a face outside; the mask itself when less than half would remain.
    private static Mask Erode(Mask mask)
    {
        Mask eroded = BinaryMorphology.Erode(mask, Connectivity.Face6);
        return 2 * eroded.Count() >= mask.Count() ? eroded : mask;
    }

    private static double MeanOf(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length == 0 ? double.NaN : all.Average();
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
