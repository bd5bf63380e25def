using System.Globalization;
using System.Runtime.InteropServices;
using Thca.Core.Provenance;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Declarations;
using Thca.Modeling.Metrics;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Runtime.Reporting;
using Thca.Modeling.Runtime.Trees;
using Thca.Modeling.Thresholds;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;

namespace Thca.Modeling.Artifacts;

/// <summary>
/// Freezes a fitted pipeline into an artifact. Nothing in it depends on the clock: its time is 1970-01-01, as in reproducible builds, and its
/// id is derived from settings, seed and trees.
/// </summary>
internal static class ArtifactBuilder
{
    private const string NoTime = "1970-01-01T00:00:00Z";
    private const string LightGbmVersion = "4.7.0";

    public static CritArtifact Build(ArtifactParts parts)
    {
        FeatureMatrix columns = parts.Table.Rows.Features.SelectColumns(parts.ModelColumns);
        CritBooster booster = CritBooster.FromText(parts.Model.Booster.ToText());
        CritFeature[] features = FeatureRecords.Of(parts, columns, LightGbmTextReader.Read(booster.Text));
        string settings = ContentHash.Of(UnitStore.Settings(parts.Options) + "|" + parts.Seed.Value.ToString(CultureInfo.InvariantCulture)).Hex;
        var artifact = new CritArtifact
        {
            Id = IdOf(settings + booster.Sha256),
            CreatedUtc = NoTime,
            Protocol = parts.Protocol,
            Combination = new CritCombination { Name = parts.Developed.Combination.Name, Modalities = [.. parts.Developed.Combination.Modalities.Select(FeatureRecords.Modality)] },
            IntendedUse = UseOf(parts),
            Features = features,
            Derived = [.. parts.Table.Ratios.Where(r => features.Any(f => f.Name == r.Name)).Select(r => new CritDerived { Name = r.Name, Expression = r.Expression, Inputs = r.Inputs, Tolerance = DerivedRatio.Tolerance })],
            Booster = booster,
            PriorCorrection = PriorOf(parts.Model.Shift),
            Calibrator = CalibratorOf(parts.Developed.Calibration, parts.Protocol == CritProtocol.Sound ? "outOfFold" : "validation"),
            Thresholds = [.. parts.Thresholds.Select((t, i) => ThresholdOf(t, i == 0 ? parts.ThresholdRange : null, parts.Options.Threshold))],
            DefaultThreshold = parts.Thresholds[0].Strategy.ToString(),
            RiskGroups = parts.Cuts.Schemes(),
            Explanation = Explain(parts, columns),
            Performance = new CritPerformance { Internal = PerformanceOf(parts) },
            Provenance = ProvenanceOf(parts, settings),
            Checks = DevelopmentChecks.Of(parts, features),
        };
        CritModel draft = CritModel.FromArtifact(artifact, new CritLoadOptions { VerifyTestVectors = false });
        CritArtifact complete = artifact with { TestVectors = TestVectorRows.Make(draft), ModelCard = ModelCard.Write(artifact) };
        _ = CritModel.FromArtifact(complete);
        return complete;
    }

    private static CritIntendedUse UseOf(ArtifactParts parts)
    {
        StudyDeclarations d = parts.Options.Declarations;
        return new CritIntendedUse
        {
            Population = string.Join("; ", new[] { d.Population, d.DataSource, d.Eligibility }.Where(t => t.Length > 0)),
            TimeOfUse = d.TimeOfUse,
            Outcome = d.Outcome.Length > 0 ? d.Outcome : parts.Table.OutcomeName,
            Horizon = d.Horizon,
            Contraindications = d.Contraindications,
        };
    }

    private static CritPriorCorrection? PriorOf(PriorShift shift)
    {
        bool resampled = shift.TrainingPrevalence != shift.TargetPrevalence;
        if (!resampled && shift.PositiveWeight == 1) return null;
        return new CritPriorCorrection
        {
            TrainingPrevalence = resampled ? shift.TrainingPrevalence : null,
            TargetPrevalence = resampled ? shift.TargetPrevalence : null,
            PositiveWeight = shift.PositiveWeight == 1 ? null : shift.PositiveWeight,
        };
    }

    private static CritCalibrator CalibratorOf(CalibrationMap map, string fittedOn) => new()
    {
        Type = map.Method switch
        {
            CalibrationMethod.Isotonic => CritCalibratorType.Isotonic,
            CalibrationMethod.Platt => CritCalibratorType.Platt,
            CalibrationMethod.Beta => CritCalibratorType.Beta,
            CalibrationMethod.VennAbers => CritCalibratorType.VennAbers,
            _ => CritCalibratorType.None,
        },
        Input = map.Method is CalibrationMethod.Platt or CalibrationMethod.VennAbers ? CritScale.Margin : CritScale.Probability,
        KnotsX = map.Steps?.Knots ?? map.KnotsX,
        KnotsY = map.KnotsY,
        Lower = map.Steps?.Lower ?? [],
        Upper = map.Steps?.Upper ?? [],
        A = map.A,
        B = map.B,
        C = map.C,
        FittedOn = map.Method == CalibrationMethod.None ? "none" : fittedOn,
        Events = map.Events,
        Count = map.Count,
    };

    private static CritThreshold ThresholdOf(ChosenThreshold threshold, MetricEstimate? range, ThresholdOptions options)
    {
        ConfusionCounts c = threshold.Counts;
        return new CritThreshold
        {
            Name = threshold.Strategy.ToString(),
            Strategy = threshold.Strategy.ToString(),
            Value = threshold.Value,
            Status = threshold.Status.ToString(),
            Constraints = ConstraintsOf(threshold.Strategy, options),
            Sensitivity = Estimate(ProportionIntervals.Wilson(c.TruePositives, c.Positives)),
            Specificity = Estimate(ProportionIntervals.Wilson(c.TrueNegatives, c.Negatives)),
            Ppv = Estimate(ProportionIntervals.Wilson(c.TruePositives, c.TruePositives + c.FalsePositives)),
            Npv = Estimate(ProportionIntervals.Wilson(c.TrueNegatives, c.TrueNegatives + c.FalseNegatives)),
            Bootstrap = range is { } r && !double.IsNaN(r.Value) ? Estimate(r) : null,
        };
    }

    private static string[] ConstraintsOf(ThresholdStrategy strategy, ThresholdOptions o) => strategy switch
    {
        ThresholdStrategy.Screening or ThresholdStrategy.ScreeningReadme => [FormattableString.Invariant($"sensitivity >= {o.MinSensitivity}"), FormattableString.Invariant($"npv >= {o.MinNpv}")],
        ThresholdStrategy.ScreeningLowerBound => [FormattableString.Invariant($"lower 95 % limit of sensitivity >= {o.MinSensitivityBound}"), FormattableString.Invariant($"lower 95 % limit of npv >= {o.MinNpv}")],
        ThresholdStrategy.FixedSensitivity => [FormattableString.Invariant($"sensitivity >= {o.MinSensitivity}")],
        ThresholdStrategy.ReferenceLegacy => ["sensitivity >= 0.7", "npv >= 0.5", "at most 0.25"],
        _ => [],
    };

    private static CritExplanation Explain(ArtifactParts parts, FeatureMatrix columns)
    {
        FeatureMatrix prepared = parts.Model.Prepared(parts.Table.Rows.Features.SelectColumns(parts.CombinationColumns));
        double[] contributions = parts.Model.Booster.PredictContributions(prepared);
        int width = columns.ColumnCount + 1;
        var mean = new double[columns.ColumnCount];
        for (int r = 0; r < prepared.RowCount; r++)
        {
            for (int c = 0; c < mean.Length; c++) mean[c] += Math.Abs(contributions[r * width + c]) / prepared.RowCount;
        }

        return new CritExplanation
        {
            BaseValue = contributions[width - 1],
            CoverSource = parts.Protocol == CritProtocol.Sound ? parts.Options.CoverSource : CritCoverSource.TrainingCounts,
            Importance = [.. mean.Select((m, c) => new CritImportance { Feature = columns.Names[c], MeanAbsolute = m }).OrderByDescending(i => i.MeanAbsolute)],
        };
    }

    private static CritPerformanceSet PerformanceOf(ArtifactParts parts) => new()
    {
        Count = parts.Table.Rows.RowCount,
        Events = parts.Table.Rows.Events,
        Prevalence = parts.Table.Rows.Prevalence,
        Method = parts.Protocol == CritProtocol.Sound ? $"nested cross-validation {parts.Options.Validation}, the choice of combination included" : "test part of one split",
        Metrics = Estimates(parts.Metrics),
    };

    /// <summary>Metrics as an artifact stores them.</summary>
    internal static IReadOnlyDictionary<string, CritEstimate> Estimates(IReadOnlyDictionary<string, MetricEstimate> metrics) => metrics.ToDictionary(m => m.Key, m => Estimate(m.Value), StringComparer.Ordinal);

    private static CritProvenance ProvenanceOf(ArtifactParts parts, string settings) => new()
    {
        ProductVersion = ProvenanceRecord.ProductVersion,
        Trainer = "LightGBM",
        TrainerVersion = LightGbmVersion,
        Seed = parts.Seed.Value,
        SettingsSha256 = settings,
        Inputs = [.. parts.Options.Inputs.Select(i => new CritInputFile { Name = i.Name, Sha256 = i.Sha256 })],
        Rows = parts.Table.Rows.RowCount,
        Events = parts.Table.Rows.Events,
        Folds = parts.Protocol == CritProtocol.Sound ? parts.Options.Validation.ToString() : "64/16/20",
        Search = FormattableString.Invariant($"{parts.Options.Search.Trials} trials per fold, objective {parts.Options.Search.Objective}, {parts.Developed.Configuration.Imbalance.Method} chosen"),
        Environment = RuntimeInformation.FrameworkDescription,
        UpstreamImputationLeak = parts.Options.Declarations.UpstreamImputation,
        Author = parts.Options.Declarations.Author,
        Contact = parts.Options.Declarations.Contact,
        Licence = parts.Options.Declarations.Licence,
        DataGovernance = parts.Options.Declarations.DataGovernance,
    };

    private static CritEstimate Estimate(MetricEstimate m) => new()
    {
        Value = NullIfUndefined(m.Value), Lower = NullIfUndefined(m.Lower), Upper = NullIfUndefined(m.Upper), Method = m.Method,
    };

    private static double? NullIfUndefined(double value) => double.IsFinite(value) ? value : null;

    private static string IdOf(string text)
    {
        string hex = ContentHash.Of(text).Hex;
        return $"{hex[..8]}-{hex[8..12]}-8{hex[13..16]}-a{hex[17..20]}-{hex[20..32]}";
    }
}
