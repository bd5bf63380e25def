using Thca.Core.Provenance;
using Thca.Segmentation.Evaluation;
using Thca.Segmentation.Inference;

namespace Thca.Segmentation.Training;

/// <summary>How the validation cases of a trained fold are predicted and evaluated.</summary>
public sealed record FoldValidationOptions
{
    /// <summary>How the cases are predicted.</summary>
    /// <value>With flips and half-tile steps; nothing is removed, so that rules can be learnt on the result.</value>
    public PredictionOptions Prediction { get; init; } = new();

    /// <summary>How the predictions are evaluated.</summary>
    /// <value>Overlap, surfaces and foci.</value>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>Whether class probabilities are saved (<c>CASE.npz</c>), for ensembles of configurations.</summary>
    /// <value>false.</value>
    public bool SaveProbabilities { get; init; }

    /// <summary>Where the network runs: auto, cpu, cuda or cuda:N.</summary>
    /// <value>auto.</value>
    public string Device { get; init; } = "auto";

    /// <summary>What a stored prediction depends on besides its weights.</summary>
    internal ContentHash Fingerprint => ContentHash.Of(FormattableString.Invariant($"{Prediction.Flips}|{Prediction.Window.TileStep}|{SaveProbabilities}|{ProvenanceRecord.ProductVersion}"));
}
