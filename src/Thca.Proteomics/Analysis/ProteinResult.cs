using Thca.Core.Features;
using Thca.Proteomics.Panel;
using Thca.Statistics.Hypotheses;

namespace Thca.Proteomics.Analysis;

/// <summary>Everything about one protein. Directions are High against Low.</summary>
public sealed record ProteinResult
{
    /// <summary>The protein.</summary>
    public required ProteinDefinition Protein { get; init; }

    /// <summary>How it was measured.</summary>
    public required ScaleType Scale { get; init; }

    /// <summary>Whether there is a result: ok, GROUP_TOO_SMALL, CONSTANT or COLUMN_ABSENT.</summary>
    public required RowStatus Status { get; init; }

    /// <summary>The low-risk group.</summary>
    public required GroupDescription Low { get; init; }

    /// <summary>The high-risk group.</summary>
    public required GroupDescription High { get; init; }

    /// <summary>Mann-Whitney U of the High group.</summary>
    public double U { get; init; } = double.NaN;

    /// <summary>Standardised U without continuity correction: what max-T permutes.</summary>
    public double Z { get; init; } = double.NaN;

    /// <summary>Mann-Whitney p, normal approximation with tie and continuity correction.</summary>
    public double PAsymptotic { get; init; } = double.NaN;

    /// <summary>Mann-Whitney p, exact with ties; by permutation where flagged MONTE_CARLO; NaN where neither was run.</summary>
    public double PExact { get; init; } = double.NaN;

    /// <summary>The p-value that counts: <see cref="PExact"/> where there is one, else <see cref="PAsymptotic"/>.</summary>
    public double PPrimary { get; init; } = double.NaN;

    /// <summary>Adjusted over the panel, Bonferroni.</summary>
    public double PBonferroni { get; init; } = double.NaN;

    /// <summary>Adjusted over the panel, Holm.</summary>
    public double PHolm { get; init; } = double.NaN;

    /// <summary>Adjusted over the panel, Benjamini-Hochberg: "significant" means this one.</summary>
    public double Q { get; init; } = double.NaN;

    /// <summary>Adjusted over the panel, Westfall-Young max-T; NaN where not run.</summary>
    public double PMaxT { get; init; } = double.NaN;

    /// <summary>Holm-adjusted within the proteins declared beforehand; NaN for the others.</summary>
    public double PPrespecified { get; init; } = double.NaN;

    /// <summary>Probability of superiority with Brunner-Munzel test and interval.</summary>
    public BrunnerMunzelResult Superiority { get; init; } = new();

    /// <summary>Cliff's delta, 2θ - 1.</summary>
    public double CliffsDelta => 2 * Superiority.Theta - 1;

    /// <summary>Mean of High minus mean of Low with Welch's interval; descriptive for grades.</summary>
    public Estimate MeanDifference { get; init; } = Estimate.None;

    /// <summary>Tests of graded proteins; null for continuous ones, for those without a result and in panels beyond the full limit.</summary>
    public GradeComparison? Grades { get; init; }

    /// <summary>Effect sizes of continuous proteins; null for graded ones.</summary>
    public ContinuousComparison? Continuous { get; init; }

    /// <summary>Sensitivity of the primary p-value.</summary>
    public Sensitivity Sensitivity { get; init; } = Sensitivity.None;

    /// <summary>Remarks such as CHISQ_UNRELIABLE, MONTE_CARLO, SEPARATED, RESUBSTITUTION_GROUPS.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Whether the protein was tested.</summary>
    public bool IsTested => Status.IsOk;

    /// <summary>The direction the data show.</summary>
    public ExpectedDirection Direction => Superiority.Theta switch
    {
        > 0.5 => ExpectedDirection.Higher,
        < 0.5 => ExpectedDirection.Lower,
        _ => ExpectedDirection.NotStated,
    };

    /// <summary>Whether the data agree with what was stated; null where nothing was stated or nothing shows.</summary>
    public bool? DirectionAgrees => Protein.Expected == ExpectedDirection.NotStated || Direction == ExpectedDirection.NotStated ? null : Direction == Protein.Expected;

    /// <summary>Size of Cliff's delta in words: |δ| from 0.147 small, from 0.33 medium, from 0.474 large.</summary>
    public string EffectLabel => Math.Abs(CliffsDelta) switch
    {
        >= 0.474 => "large",
        >= 0.33 => "medium",
        >= 0.147 => "small",
        double.NaN => "",
        _ => "negligible",
    };
}
