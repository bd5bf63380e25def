using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Phantoms.Cohorts;
using Thca.Phantoms.Ct;
using Thca.Phantoms.Proteins;

namespace Thca.Phantoms.Writing;

/// <summary>
/// Writes a synthetic cohort: <c>images/</c>, <c>masks/</c> (label maps 1 to 11), <c>thyroids/</c> (gland with lesion), <c>cohort.csv</c> with
/// paths relative to it, <c>clinical.csv</c>, <c>proteins.csv</c> and <c>truth.csv</c>. Cases are made one by one, so memory holds one per thread.
/// </summary>
public static class PhantomCohortWriter
{
    /// <summary>Draws and writes a cohort.</summary>
    /// <param name="folder">Folder to write to; created if needed.</param>
    /// <param name="options">Size, imbalance, centre.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="compute">Cases made at once; default all cores.</param>
    /// <param name="progress">Reported after every case.</param>
    /// <param name="ct">Stops between cases.</param>
    /// <returns>The cohort.</returns>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public static CohortPhantom Write(
        string folder,
        CohortPhantomOptions options,
        RandomSeed seed,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        CohortPhantom cohort = CohortPhantom.Draw(options, seed);
        int done = 0;
        NeckCtTruth[] truths = OrderedParallel.Map(
            cohort.Patients.Count,
            i =>
            {
                NeckCtTruth truth = WriteCase(folder, cohort, i, ct);
                progress?.Report(new WorkProgress("phantoms", Interlocked.Increment(ref done), cohort.Patients.Count, cohort.Patients[i].Id.Value));
                return truth;
            },
            compute,
            ct);
        CohortTable(cohort).Write(Path.Combine(folder, "cohort.csv"));
        cohort.ClinicalTable().Write(Path.Combine(folder, "clinical.csv"));
        TruthTable(cohort, truths).Write(Path.Combine(folder, "truth.csv"));
        ProteinPhantom.Draw(cohort, seed).Write(Path.Combine(folder, "proteins.csv"));
        return cohort;
    }

    private static NeckCtTruth WriteCase(string folder, CohortPhantom cohort, int index, CancellationToken ct)
    {
        NeckCtCase made = cohort.GenerateCase(index, ComputeOptions.SingleThread, ct);
        string id = cohort.Patients[index].Id.Value;
        PhantomCaseWriter.WriteCt(made.Ct, Path.Combine(folder, ImagePath(id)));
        VolumeFile.WriteLabelMap(made.Labels, Path.Combine(folder, MaskPath(id)));
        VolumeFile.WriteMask(made.Thyroid(), Path.Combine(folder, ThyroidPath(id)));
        return made.Truth;
    }

    private static TextTable CohortTable(CohortPhantom cohort) => new(
        [FeatureTable.PatientIdColumn, "Image", "Mask", "Label", "Thyroid"],
        cohort.Patients.Select(p => (IReadOnlyList<string>)
        [
            p.Id.Value, ImagePath(p.Id.Value), MaskPath(p.Id.Value), NumberText.Format((int)AnatomicalLabel.Lesion), ThyroidPath(p.Id.Value),
        ]),
        "cohort.csv");

    private static TextTable TruthTable(CohortPhantom cohort, NeckCtTruth[] truths) => new(
        [FeatureTable.PatientIdColumn, "M1", "LogOdds", "Risk", "Heterogeneity", "LesionDiameterMm", "LesionVolumeMm3", "ContrastHu", "StructureHu", "Habitats", "Side", "Center"],
        cohort.Patients.Select((p, i) => (IReadOnlyList<string>)
        [
            p.Id.Value, p.Metastasis ? "1" : "0", NumberText.Format(p.LogOdds), NumberText.Format(p.Risk), NumberText.Format(p.Heterogeneity),
            NumberText.Format(truths[i].LesionDiameterMm), NumberText.Format(truths[i].LesionVolumeMm3), NumberText.Format(truths[i].ContrastHu),
            NumberText.Format(truths[i].StructureHu), NumberText.Format(truths[i].Habitats.Count), truths[i].Side.ToString(), cohort.Options.Center,
        ]),
        "truth.csv");

    private static string ImagePath(string id) => $"images/{id}.nii.gz";

    private static string MaskPath(string id) => $"masks/{id}.nii.gz";

    private static string ThyroidPath(string id) => $"thyroids/{id}.nii.gz";
}
