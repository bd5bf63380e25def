using Thca.Core.Errors;
using Thca.Segmentation.Inference;

namespace Thca.Pipelines.Segmentation;

/// <summary>What is written for every segmented CT.</summary>
public sealed record SegmentationRunOptions
{
    /// <summary>How a CT is segmented.</summary>
    /// <value>With flips, half-tile steps, no lesion removed.</value>
    public PredictionOptions Prediction { get; init; } = new();

    /// <summary>Masks written besides the label map, into folders of their names: lesion, thyroid.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Extract { get; init; } = [];

    /// <summary>Whether the class probabilities of every case are saved (<c>CASE.npz</c>): four bytes per voxel and class before compression.</summary>
    /// <value>false.</value>
    public bool SaveProbabilities { get; init; }

    /// <summary>Patient of a case; null: every case is named after itself.</summary>
    /// <value>null.</value>
    public IReadOnlyDictionary<string, string>? Patients { get; init; }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="OptionsException">A mask is not known, or prediction settings are outside their range.</exception>
    public void Validate()
    {
        Prediction.Validate();
        OptionsException.ThrowIfAny([.. Extract.Where(e => e is not ("lesion" or "thyroid")).Select(e => $"Extract has '{e}'; expected lesion or thyroid.")]);
    }
}
