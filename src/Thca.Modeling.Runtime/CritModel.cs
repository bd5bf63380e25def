using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Calibration;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Runtime.Trees;

namespace Thca.Modeling.Runtime;

/// <summary>
/// A frozen CRIT model: turns one patient's named values into a calibrated probability, a class, risk groups and contributions.
/// Immutable; one instance may serve many threads.
/// </summary>
public sealed partial class CritModel
{
    /// <summary>Fewest test vectors an artifact must carry.</summary>
    public const int FewestTestVectors = 8;

    private readonly CalibrationMap _calibration;
    private readonly RowEncoder _encoder;
    private readonly CritThreshold? _threshold;

    private CritModel(CritArtifact artifact, TreeEnsemble trees, string sha256, IEnumerable<CritWarning> standing)
    {
        (Artifact, Trees, Sha256) = (artifact, trees, sha256);
        _calibration = new CalibrationMap(artifact.Calibrator, artifact.PriorCorrection);
        _encoder = new RowEncoder(artifact, standing);
        _threshold = artifact.Thresholds.FirstOrDefault(t => t.Name == artifact.DefaultThreshold);
        FeatureNames = [.. artifact.Features.Select(f => f.Name)];
        BaseValue = BaseOf(trees);
    }

    /// <summary>Everything the file says.</summary>
    public CritArtifact Artifact { get; }

    /// <summary>The trees.</summary>
    public TreeEnsemble Trees { get; }

    /// <summary>Integrity hash of the artifact; for an imported text the hash of the text.</summary>
    public string Sha256 { get; }

    /// <summary>Feature names in column order.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Expected margin.</summary>
    public double BaseValue { get; }

    internal static double BaseOf(TreeEnsemble trees) => trees.AverageOutput ? trees.BaseValue() / trees.TreeCount : trees.BaseValue();
}
