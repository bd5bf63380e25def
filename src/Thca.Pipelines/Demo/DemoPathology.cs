using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Pathology.Detection;
using Thca.Pathology.Detection.Oracle;
using Thca.Pathology.GroupAnalysis;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Pathology.GroupAnalysis.Reporting;
using Thca.Pathology.Heterogeneity;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;
using Thca.Pathology.Targets;
using Thca.Pathology.Tissue;
using Thca.Phantoms.Cohorts;
using Thca.Pipelines.Pathology;

namespace Thca.Pipelines.Demo;

/// <summary>
/// The slides of the demonstration study: drawn, their tissue found and stains estimated, nuclei found (by the generator's truth with errors on
/// purpose, in place of a network that would have to be trained), measured in the colours of a common target, and compared between the model's risk groups.
/// </summary>
internal static class DemoPathology
{
    private const string Group = "Risk_Group_Clinical";
    private const string Outcome = "True_M_stage";
    private const double MissRate = 0.05;

    // A slide of 128 µm is one square: there is nothing to resample, and the test of the spread needs no envelopes.
    private static readonly HeterogeneityOptions Heterogeneity = new() { FewestNuclei = 30, BootstrapReplicates = 0, MoranPermutations = 0, Envelopes = 0 };

    public static DemoSlides Run(DemoFiles files, CohortPhantom cohort, RandomSeed seed, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        string manifest = PhantomSlideCohort.Write(files.CohortFolder, cohort, seed, new PyramidTiffWriter(), null, compute, progress, ct);
        IReadOnlyList<SlideEntry> slides = SlideManifest.Read(manifest).Slides;
        var workspace = new SlideWorkspace(files.Pathology);
        Normalize(slides, workspace, seed, compute, progress, ct);
        var oracle = new OracleDetector(new FolderTruth(Path.Combine(files.CohortFolder, PhantomSlideCohort.TruthFolder)), new OracleOptions { MissRate = MissRate, JitterPixels = 0.5, Seed = seed });
        var detector = new SlideDetector(oracle, oracle.Description);
        int done = 0;
        Outcome<long>[] detected = OrderedParallel.Map(
            slides.Count,
            i =>
            {
                Outcome<long> outcome = Outcome<long>.Try(() => Detect(slides[i], workspace, detector, ct));
                progress?.Report(new WorkProgress("nuclei", Interlocked.Increment(ref done), slides.Count, slides[i].Slide.Value));
                return outcome;
            },
            compute,
            ct);
        NuclearFeaturesResult features = new NuclearFeaturesRun(files.Pathology, new NuclearFeaturesRunOptions { Heterogeneity = Heterogeneity with { Seed = seed } }).Run(slides, compute, progress, ct);
        GroupStudyResult groups = Compare(files, features.Patients, seed, compute, progress, ct);
        return new DemoSlides(Drawn(files), detected.Sum(d => d.Succeeded ? d.Value : 0), features, groups);
    }

    // What 'thca pathology normalize' does: a target from the development slides, then every slide's own stains.
    private static void Normalize(IReadOnlyList<SlideEntry> slides, SlideWorkspace workspace, RandomSeed seed, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        TissueMask Tissue(SlideEntry entry) => WorkspaceTissue.Of(workspace, entry, SlideIdentity.Of(entry.Path), ct);
        CohortTarget target = CohortTargetMaker.Make(slides, Tissue, new TargetOptions { Seed = seed }, compute, progress, ct);
        TargetFiles.Write(workspace.Root, target);
        int done = 0;
        OrderedParallel.Map(
            slides.Count,
            i =>
            {
                Outcome<SlideStain> outcome = Outcome<SlideStain>.Try(() => WorkspaceStains.Of(workspace, slides[i], SlideIdentity.Of(slides[i].Path), target.Profile.Method, seed, ct));
                progress?.Report(new WorkProgress("stains", Interlocked.Increment(ref done), slides.Count, slides[i].Slide.Value));
                return outcome;
            },
            compute,
            ct);
    }

    private static long Detect(SlideEntry entry, SlideWorkspace workspace, SlideDetector detector, CancellationToken ct)
    {
        ContentHash identity = SlideIdentity.Of(entry.Path);
        TissueMask tissue = WorkspaceTissue.Of(workspace, entry, identity, ct);
        var slide = new SlideToDetect { Slide = entry.Slide, Open = () => entry.Open(), Identity = identity.Hex, Tissue = tissue, TissueIdentity = tissue.Identity };
        return detector.Run(slide, workspace.Folder(entry.Slide), ComputeOptions.SingleThread, ct: ct).Nuclei;
    }

    // The groups come from predictions for patients whom the model had not seen, as 'thca model train' hands them on.
    private static GroupStudyResult Compare(DemoFiles files, FeatureTable patients, RandomSeed seed, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        TextTable table = TextTable.Read(files.RiskGroups);
        string[] ids = table.Column(FeatureTable.PatientIdColumn);
        var outcome = new Dictionary<string, bool>(StringComparer.Ordinal);
        if (table.Find(Outcome) is not null)
        {
            OutcomeColumn column = OutcomeColumn.From(table, Outcome);
            foreach (string id in ids) if (column[id] is { } metastasis) outcome[id] = metastasis;
        }

        var input = new GroupStudyInput
        {
            Features = [new PatientFeatures(patients)],
            GroupIds = ids,
            Groups = RiskGroupReader.Read(table, [.. Enumerable.Range(0, table.RowCount)], new RiskGroupOptions { GroupColumn = Group }),
            Outcome = outcome,
            Slides = ids.ToDictionary(id => id, _ => 1, StringComparer.Ordinal),
        };
        GroupStudyResult result = GroupStudyAnalyzer.Analyze(input, AnalysisPlan.Default, new GroupAnalysisOptions { Permutations = 9_999, SecondaryPermutations = 999 }, seed, compute, progress, ct);
        GroupAnalysisWriter.Write(files.Pathology, result, [ProvenanceInput.OfFile(files.RiskGroups), ProvenanceInput.OfFile(Path.Combine(files.Pathology, NuclearFeaturesRun.WideFile))]);
        return result;
    }

    private static long Drawn(DemoFiles files)
    {
        TextTable truth = TextTable.Read(Path.Combine(files.CohortFolder, "slides_truth.csv"));
        return Enumerable.Range(0, truth.RowCount).Sum(r => (long)truth.Number(r, "Nuclei"));
    }
}
