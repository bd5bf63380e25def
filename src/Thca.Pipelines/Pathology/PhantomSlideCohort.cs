using System.Globalization;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Pathology.Nuclei;
using Thca.Phantoms.Cohorts;
using Thca.Phantoms.Histology;

namespace Thca.Pipelines.Pathology;

/// <summary>
/// Writes one slide per patient of a synthetic cohort: <c>slides/ID.tif</c>, the true nuclei <c>slides_truth/ID/nuclei.parquet</c>, the manifest
/// <c>slides.csv</c> and what shaped each slide in <c>slides_truth.csv</c>.
/// </summary>
public static class PhantomSlideCohort
{
    /// <summary>Name of the folder with the true nuclei, one sub-folder per slide.</summary>
    public const string TruthFolder = "slides_truth";

    private static readonly string[] TruthColumns =
        ["SlideID", "SizeSpread", "StainSpread", "TextureSpread", "StainRotation", "HaematoxylinStrength", "EosinStrength", "Nuclei", "Neoplastic"];

    /// <summary>Makes and writes the slides.</summary>
    /// <param name="folder">Folder of the cohort.</param>
    /// <param name="cohort">The patients.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="writer">Writes the slide files.</param>
    /// <param name="options">Size, effect, variation.</param>
    /// <param name="compute">Slides made at once; default all cores.</param>
    /// <param name="progress">Reported after every slide.</param>
    /// <param name="ct">Stops between slides.</param>
    /// <returns>Path of the manifest.</returns>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public static string Write(
        string folder,
        CohortPhantom cohort,
        RandomSeed seed,
        ISlideWriter writer,
        PatientSlideOptions? options = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        IReadOnlyList<HistologyPhantom> slides = PatientSlides.Of(cohort, seed, options);
        int done = 0;
        IReadOnlyList<Nucleus>[] nuclei = OrderedParallel.Map(
            slides.Count,
            i =>
            {
                string id = cohort.Patients[i].Id.Value;
                HistologyPhantom slide = slides[i];
                IReadOnlyList<Nucleus> truth = PhantomNuclei.Of(slide, slide.Bounds, ct);
                writer.Write(Path.Combine(folder, SlidePath(id)), slide.Options.Width, slide.Options.Height, HistologyOptions.Mpp, box => slide.Render(box, ct).Image, ct);
                var header = new NucleusTableHeader { Slide = new SlideId(id), MppX = HistologyOptions.Mpp, MppY = HistologyOptions.Mpp };
                NucleusTable.Write(Path.Combine(folder, TruthFolder, id, "nuclei.parquet"), header, truth, ct);
                progress?.Report(new WorkProgress("slides", Interlocked.Increment(ref done), slides.Count, id));
                return truth;
            },
            compute,
            ct);
        string manifest = Path.Combine(folder, "slides.csv");
        new TextTable(
            [FeatureTable.PatientIdColumn, "SlideID", "Path", "Split"],
            cohort.Patients.Select(p => (IReadOnlyList<string>)[p.Id.Value, p.Id.Value, SlidePath(p.Id.Value), "development"]),
            "slides.csv").Write(manifest);
        TruthTable(cohort, slides, nuclei).Write(Path.Combine(folder, "slides_truth.csv"));
        return manifest;
    }

    private static TextTable TruthTable(CohortPhantom cohort, IReadOnlyList<HistologyPhantom> slides, IReadOnlyList<Nucleus>[] nuclei) => new(
        [FeatureTable.PatientIdColumn, .. TruthColumns],
        cohort.Patients.Select((p, i) => (IReadOnlyList<string>)
        [
            p.Id.Value, p.Id.Value,
            .. new[]
            {
                slides[i].Options.SizeSpread, slides[i].Options.StainSpread, slides[i].Options.TextureSpread,
                slides[i].Options.StainRotation, slides[i].Options.HaematoxylinStrength, slides[i].Options.EosinStrength,
            }.Select(NumberText.Format),
            nuclei[i].Count.ToString(CultureInfo.InvariantCulture),
            nuclei[i].Count(n => n.Type == NucleusType.NeoplasticEpithelial).ToString(CultureInfo.InvariantCulture),
        ]),
        "slides_truth.csv");

    private static string SlidePath(string id) => $"slides/{id}.tif";
}
