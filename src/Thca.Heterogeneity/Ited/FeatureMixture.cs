using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Statistics.Clustering;
using Thca.Statistics.Legacy;

namespace Thca.Heterogeneity.Ited;

/// <summary>Mixture fits of one feature and the spread of their means, in the mode's scale.</summary>
internal sealed class FeatureMixture
{
    private const uint LegacySeed = 42;

    private readonly ItedOptions _options;
    private readonly string _item;
    private readonly double[] _values;
    private readonly double _scale;

    /// <summary>Prepares the feature.</summary>
    /// <param name="values">Values without NaN.</param>
    /// <param name="options">Settings.</param>
    /// <param name="item">Name of the feature within its patient, for sub-streams.</param>
    public FeatureMixture(double[] values, ItedOptions options, string item)
    {
        (_options, _item) = (options, item);
        ZScore standard = ZScore.Fit(values, 1);
        StandardDeviation = PopulationDeviation(values);
        IsConstant = standard.Scale[0] == 1 && StandardDeviation < 0.5;
        (_values, _scale) = options.IsReference ? (values, 1) : (standard.Transform(values), standard.Scale[0]);
    }

    /// <summary>Whether all values are equal, up to rounding.</summary>
    public bool IsConstant { get; }

    /// <summary>Population standard deviation of the values, in the feature's unit.</summary>
    public double StandardDeviation { get; }

    /// <summary>The fit with the smallest BIC over 1 to min(MaxComponents, m - 1) components, or null when none succeeded.</summary>
    public MixtureFit? Select()
    {
        RandomStream? stream = Stream("gmm", 0);
        MixtureFit? best = null;
        for (int k = 1; k <= Math.Min(_options.MaxComponents, _values.Length - 1); k++)
        {
            MixtureFit? fit = TryFit(_values, k, _options.Restarts, stream, LegacySeed);
            if (fit is not null && double.IsFinite(fit.Bic) && (best is null || fit.Bic < best.Bic)) best = fit;
        }

        return best;
    }

    /// <summary>The spread for one resample, or null when its fit fails.</summary>
    /// <param name="rows">Indices into the values.</param>
    /// <param name="replicate">Number of the replicate.</param>
    /// <param name="components">k of the point estimate.</param>
    public double? Resampled(ReadOnlySpan<int> rows, int replicate, int components)
    {
        if (!_options.EffectiveReselect && components == 1) return 0;
        var sample = new double[rows.Length];
        for (int i = 0; i < sample.Length; i++) sample[i] = _values[rows[i]];
        RandomStream? stream = Stream("ited-boot", replicate);
        if (!_options.EffectiveReselect)
            return TryFit(sample, components, 1, stream, LegacySeed + (uint)replicate) is { } fixedFit ? Spread(fixedFit) : null;

        MixtureFit? best = null;
        for (int k = 1; k <= Math.Min(_options.MaxComponents, sample.Length - 1); k++)
        {
            MixtureFit? fit = TryFit(sample, k, 1, stream, LegacySeed + (uint)replicate);
            if (fit is not null && double.IsFinite(fit.Bic) && (best is null || fit.Bic < best.Bic)) best = fit;
        }

        return best is null ? null : Spread(best);
    }

    /// <summary>Unweighted population standard deviation of the component means, in the feature's unit.</summary>
    public double Spread(MixtureFit fit) => fit.Components == 1 ? 0 : PopulationDeviation(fit.Means) * _scale;

    /// <summary>Standard deviation of the component means weighted by their shares, in the feature's unit.</summary>
    public double WeightedSpread(MixtureFit fit)
    {
        double mean = 0, variance = 0;
        for (int c = 0; c < fit.Components; c++) mean += fit.Weights[c] * fit.Means[c];
        for (int c = 0; c < fit.Components; c++) variance += fit.Weights[c] * (fit.Means[c] - mean) * (fit.Means[c] - mean);
        return Math.Sqrt(variance) * _scale;
    }

    private MixtureFit? TryFit(double[] values, int k, int restarts, RandomStream? stream, uint legacySeed)
    {
        var options = new MixtureOptions { Components = k, Restarts = restarts, VarianceFloor = _options.EffectiveFloor };
        try
        {
            if (stream is null) return UnivariateMixture.Fit(values, options, new Mt19937(legacySeed));
            MixtureFit fit = UnivariateMixture.Fit(values, options, stream);
            return Array.Exists(fit.Weights, w => w < 2.0 / values.Length) ? null : fit;
        }
        catch (ThcaException)
        {
            // A degenerate fit is no candidate; the caller falls back to another k or to the point estimate.
            return null;
        }
    }

    private RandomStream? Stream(string stage, int index) => _options.IsReference ? null : _options.Seed.Stream(stage, _item, index);

    private static double PopulationDeviation(double[] values)
    {
        double mean = values.Average(), squares = 0;
        foreach (double v in values) squares += (v - mean) * (v - mean);
        return Math.Sqrt(squares / values.Length);
    }
}
