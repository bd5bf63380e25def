using Thca.Core.Compute;
using Thca.Core.Files;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Phantoms.Ct;

namespace Thca.Phantoms.Writing;

/// <summary>Writes one synthetic case: <c>ct.nii.gz</c>, <c>labels.nii.gz</c> (1 to 11) and <c>truth.json</c>.</summary>
public static class PhantomCaseWriter
{
    /// <summary>Generates and writes a case.</summary>
    /// <param name="folder">Folder to write to; created if needed.</param>
    /// <param name="options">Grid, lesion, noise and anatomy.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="compute">Threads to use; default all cores.</param>
    /// <param name="progress">Reported once, when the case is made.</param>
    /// <param name="ct">Stops between slices.</param>
    /// <returns>What was written.</returns>
    public static NeckCtCase Write(
        string folder,
        NeckCtOptions options,
        RandomSeed seed,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        NeckCtCase made = NeckCtPhantom.Generate(options, seed, compute: compute, progress: progress, ct: ct);
        WriteCt(made.Ct, Path.Combine(folder, "ct.nii.gz"));
        VolumeFile.WriteLabelMap(made.Labels, Path.Combine(folder, "labels.nii.gz"));
        AtomicFile.WriteAllText(Path.Combine(folder, "truth.json"), TruthJson.Of(made.Truth, options, seed));
        return made;
    }

    /// <summary>Whole HU as 16-bit integers.</summary>
    internal static void WriteCt(Volume<float> hu, string path) => VolumeFile.Write(hu.Select(v => (short)v), path);
}
