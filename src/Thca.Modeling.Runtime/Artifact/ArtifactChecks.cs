using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Runtime.Json;
using Thca.Modeling.Runtime.Trees;

namespace Thca.Modeling.Runtime.Artifact;

/// <summary>Checks that the parts of an artifact agree with each other and with the booster.</summary>
internal static class ArtifactChecks
{
    private const int LongestName = 200;
    private const double BaseTolerance = 1e-9;

    /// <summary>A threshold may lie just above 1: then nobody is positive.</summary>
    private const double HighestThreshold = 1 + 1e-9;

    public static void Validate(CritArtifact artifact, TreeEnsemble trees)
    {
        Need(artifact.Id.Length > 0 && artifact.CreatedUtc.Length > 0, "id and createdUtc must not be empty");
        Need(artifact.MaxMissing is >= 0 and <= 1, "maxMissing must lie in 0..1");
        Booster(artifact.Booster, trees);
        Features(artifact.Features, trees);
        Derived(artifact);
        if (artifact.PriorCorrection is { } prior) Prior(prior);
        Calibrator(artifact.Calibrator);
        Thresholds(artifact);
        RiskGroups(artifact);
        double expected = CritModel.BaseOf(trees), stated = artifact.Explanation.BaseValue;
        Need(Math.Abs(expected - stated) <= BaseTolerance * Math.Max(1, Math.Abs(expected)), $"explanation.baseValue is {JsonText.Of(stated)}; the trees give {JsonText.Of(expected)}");
    }

    private static void Booster(CritBooster booster, TreeEnsemble trees)
    {
        Need(booster.Objective == trees.Objective, $"booster.objective is {booster.Objective}; the text says {trees.Objective}");
        Need(booster.Sigmoid == trees.Sigmoid, "booster.sigmoid differs from the text");
        Need(booster.AverageOutput == trees.AverageOutput, "booster.averageOutput differs from the text");
        Need(booster.NumTrees == trees.TreeCount, $"booster.numTrees is {booster.NumTrees}; the text has {trees.TreeCount}");
        Need(booster.NumFeatures == trees.FeatureCount, $"booster.numFeatures is {booster.NumFeatures}; the text has {trees.FeatureCount}");
    }

    private static void Features(IReadOnlyList<CritFeature> features, TreeEnsemble trees)
    {
        Need(features.Count == trees.FeatureCount, $"features has {features.Count} entries; the booster has {trees.FeatureCount} columns");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < features.Count; i++)
        {
            CritFeature f = features[i];
            Need(f.Index == i, $"features[{i}].index is {f.Index}; features must stand in column order");
            Need(f.Name == trees.FeatureNames[i], $"features[{i}] is {f.Name}; the booster's column {i} is {trees.FeatureNames[i]}");
            Need(names.Add(f.Name), $"feature {f.Name} occurs twice");
            Need(IsName(f.Name), $"feature name \"{f.Name}\" must have 1 to {LongestName} characters without blanks or \",:[]{{}}");
            Need(f.Unit.Length > 0, $"the unit of {f.Name} is empty; use \"1\" for none");
            Need(f.Missing.Policy != CritMissingPolicy.Impute || f.Missing.Value is not null, $"{f.Name} is imputed but has no value");
            Need(f.Missing.Policy != CritMissingPolicy.Native || trees.HandlesMissing(i), $"{f.Name} leaves missing values to the trees, but not every node on it handles them");
            Need(f.Missing.Rate is >= 0 and <= 1, $"the missing rate of {f.Name} must lie in 0..1");
            Need(f.Winsor is null || f.Winsor.Lower <= f.Winsor.Upper, $"the winsor limits of {f.Name} are reversed");
            Need(!(f.Range.Min > f.Range.Max), $"the range of {f.Name} is reversed");
            Need(f.Conversions.All(c => c.Factor > 0 && c.Unit.Length > 0 && c.Unit != f.Unit), $"a unit conversion of {f.Name} is not usable");
            Need(f.Conversions.Select(c => c.Unit).Distinct(StringComparer.Ordinal).Count() == f.Conversions.Count, $"{f.Name} declares a unit twice");
            if (f.Encoding is { } encoding) Encoding(f.Name, encoding);
        }
    }

    private static void Encoding(string name, CritEncoding encoding)
    {
        Need(encoding.Codes.Count > 0, $"{name} has an encoding without labels");
        foreach (KeyValuePair<string, string> synonym in encoding.Synonyms)
        {
            Need(encoding.Codes.ContainsKey(synonym.Value), $"the synonym {synonym.Key} of {name} stands for the unknown label {synonym.Value}");
            Need(!encoding.Codes.ContainsKey(synonym.Key), $"{synonym.Key} is both a label and a synonym of {name}");
        }
    }

    private static void Derived(CritArtifact artifact)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (CritDerived d in artifact.Derived)
        {
            Need(names.Add(d.Name) && artifact.Features.Any(f => f.Name == d.Name), $"derived value {d.Name} must be a feature, once");
            Need(d.Inputs.Count == Scoring.DerivedValues.InputCount(d.Expression), $"derived value {d.Name} has {d.Inputs.Count} inputs");
            Need(!d.Inputs.Contains(d.Name), $"derived value {d.Name} is its own input");
            Need(d.Tolerance >= 0, $"the tolerance of {d.Name} is negative");
        }
    }

    private static void Prior(CritPriorCorrection p)
    {
        Need(p.TrainingPrevalence is null == p.TargetPrevalence is null, "priorCorrection needs both prevalences or none");
        Need(p.TrainingPrevalence is null or (> 0 and < 1) && p.TargetPrevalence is null or (> 0 and < 1), "the prevalences of priorCorrection must lie strictly between 0 and 1");
        Need(p.PositiveWeight is null or > 0, "priorCorrection.positiveWeight must be positive");
    }

    private static void Calibrator(CritCalibrator c)
    {
        bool isotonic = c.Type == CritCalibratorType.Isotonic, steps = c.Type == CritCalibratorType.VennAbers;
        Need(c.KnotsX.Count > 0 == (isotonic || steps) && c.KnotsY.Count == (isotonic ? c.KnotsX.Count : 0), "an isotonic calibrator needs knots of equal length, a vennAbers one knotsX, the others none");
        for (int i = 1; i < c.KnotsX.Count; i++) Need(c.KnotsX[i] > c.KnotsX[i - 1], "knotsX must rise strictly");
        Probabilities(c.KnotsY, "knotsY");
        int cells = steps ? 2 * c.KnotsX.Count + 1 : 0;
        Need(c.Lower.Count == cells && c.Upper.Count == cells, $"the calibrator's lower and upper have {c.Lower.Count} and {c.Upper.Count} values; expected {cells}");
        Probabilities(c.Lower, "lower");
        Probabilities(c.Upper, "upper");
        for (int i = 0; i < cells; i++) Need(c.Lower[i] <= c.Upper[i], $"the calibrator's lower[{i}] is above upper[{i}]");
        Need(!steps || c.Input == CritScale.Margin, "a vennAbers calibrator takes the margin");

        Need(c.Type != CritCalibratorType.Beta || (c.A >= 0 && c.B >= 0), "the beta coefficients a and b must not be negative");
        Need(c.Type != CritCalibratorType.Platt || c.Input == CritScale.Margin, "a platt calibrator takes the margin");
        Need(c.Type != CritCalibratorType.Beta || c.Input == CritScale.Probability, "a beta calibrator takes the probability");
    }

    private static void Probabilities(IReadOnlyList<double> values, string name)
    {
        for (int i = 0; i < values.Count; i++) Need(values[i] is >= 0 and <= 1 && (i == 0 || values[i] >= values[i - 1]), $"the calibrator's {name} must lie in 0..1 and must not fall");
    }

    private static void Thresholds(CritArtifact artifact)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (CritThreshold t in artifact.Thresholds)
        {
            Need(names.Add(t.Name), $"threshold {t.Name} occurs twice");
            Need(t.Value is >= 0 and <= HighestThreshold, $"threshold {t.Name} is {JsonText.Of(t.Value)}; expected 0 to 1");
            Need(t.Scale == CritThresholdScale.Calibrated || artifact.Protocol == CritProtocol.Reference, $"threshold {t.Name} is on the raw scale, which only protocol Reference may use");
        }

        Need(names.Contains(artifact.DefaultThreshold), $"defaultThreshold {artifact.DefaultThreshold} is not one of {string.Join(", ", names)}");
    }

    private static void RiskGroups(CritArtifact artifact)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (CritRiskGroups g in artifact.RiskGroups)
        {
            Need(names.Add(g.Scheme), $"risk-group scheme {g.Scheme} occurs twice");
            Need(g.Labels.Count == g.Cuts.Count + 1, $"risk-group scheme {g.Scheme} has {g.Labels.Count} labels for {g.Cuts.Count} cuts");
            for (int i = 1; i < g.Cuts.Count; i++) Need(g.Cuts[i] > g.Cuts[i - 1], $"the cuts of risk-group scheme {g.Scheme} must rise strictly");
        }
    }

    /// <summary>Checks the hash of the booster's text.</summary>
    public static void Hash(CritBooster booster)
    {
        string found = Hashing.Sha256(booster.Text);
        if (!string.Equals(found, booster.Sha256, StringComparison.Ordinal))
            throw new CritModelException(RefusalCodes.ModelIntegrity, $"The booster's SHA-256 is {found}; the artifact states {booster.Sha256}.", "The file was changed; get it again from its author.");
    }

    /// <summary>Checks that there are enough test vectors and that they have the right shape.</summary>
    public static void TestVectors(CritArtifact artifact)
    {
        Need(artifact.TestVectors.Count >= CritModel.FewestTestVectors, $"testVectors has {artifact.TestVectors.Count} rows; at least {CritModel.FewestTestVectors} are needed");
        foreach (CritTestVector v in artifact.TestVectors)
            Need(v.Codes.Count == artifact.Features.Count && v.Contributions.Count == artifact.Features.Count, $"test vector \"{v.Note}\" must have {artifact.Features.Count} codes and contributions");
    }

    private static bool IsName(string name) => name.Length is >= 1 and <= LongestName && name.All(c => !char.IsWhiteSpace(c) && ",\":[]{}".IndexOf(c) < 0);

    private static void Need(bool holds, string what)
    {
        if (!holds) throw new CritModelException(RefusalCodes.ModelInconsistent, $"The artifact contradicts itself: {what}.", "Export the model again.");
    }
}
