using Thca.Core.Compute;
using Thca.Core.Outcomes;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Datasets;

/// <summary>
/// Checks the integrity of a data set: the stated number of cases, a label map for every image, equal grids, finite voxels, declared labels, readable files.
/// </summary>
public static class DatasetVerifier
{
    /// <summary>Reads and checks every training case.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="compute">Cases at once.</param>
    /// <param name="progress">Cases finished.</param>
    /// <param name="ct">Stops between cases.</param>
    /// <returns>Identifier and problem (null: sound) of every case, in order.</returns>
    /// <exception cref="Core.Errors.DataFormatException">numTraining is not the number of cases.</exception>
    public static IReadOnlyList<KeyValuePair<string, Problem?>> Verify(
        DatasetFolder dataset, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        FingerprintExtractor.EnsureCount(dataset);
        int finished = 0;
        return OrderedParallel.Map(
            dataset.Cases.Count,
            i =>
            {
                DatasetCase item = dataset.Cases[i];
                Outcome<bool> outcome = Outcome<bool>.Try(() => CaseReader.Read(item, dataset.Description).Labels is not null);
                progress?.Report(new WorkProgress("verify", Interlocked.Increment(ref finished), dataset.Cases.Count, item.Id));
                return KeyValuePair.Create(item.Id, outcome.Succeeded ? null : outcome.Problem);
            },
            compute,
            ct);
    }
}
