using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Imaging.Quality;
using Thca.Pipelines.Cohorts;
using Thca.Radiomics;

namespace Thca.Pipelines.Radiomics;

/// <summary>
/// Radiomics of one case or a cohort, from files to tables: <c>NAME.csv</c> (features), <c>NAME.diagnostics.csv</c>, <c>NAME.qc.csv</c>,
/// <c>NAME.provenance.json</c>, and <c>NAME.cases.jsonl</c>, by which a later run goes on where this one stopped.
/// </summary>
public sealed class RadiomicsRun
{
    private const string Features = "features";
    private const string Diagnostics = "diagnostics";
    private const string Quality = "qc";

    private readonly RadiomicsRunOptions _options;
    private readonly RadiomicsExtractor _extractor;

    /// <summary>Creates a run.</summary>
    /// <exception cref="Core.Errors.OptionsException">A setting is outside its range.</exception>
    public RadiomicsRun(RadiomicsRunOptions options)
    {
        _options = options;
        _extractor = new RadiomicsExtractor(options.Extraction);
    }

    /// <summary>Feature columns of the table, in order.</summary>
    public IReadOnlyList<string> Columns => [.. _extractor.Descriptors.Select(ColumnName)];

    /// <summary>Extracts all cases and writes the tables.</summary>
    /// <param name="cases">The cases, patients unique.</param>
    /// <param name="tablePath">Where the feature table goes (.csv, .arrow or .parquet); the other files lie beside it.</param>
    /// <param name="inputs">Files named in the provenance, e.g. the cohort.</param>
    /// <param name="compute">Cases run at once.</param>
    /// <param name="progress">Cases finished.</param>
    /// <param name="ct">Stops between cases; finished ones are kept.</param>
    public CohortRun Extract(
        IReadOnlyList<CohortCase> cases,
        string tablePath,
        IReadOnlyList<string>? inputs = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        FeatureTableFile.FormatOf(tablePath);
        ProvenanceRecord provenance = Provenance();
        var runner = new CohortRunner(Beside(tablePath, ".cases.jsonl"), provenance.ToJson());
        CohortRun run = runner.Run(cases, "radiomics", ExtractCase, compute, progress, ct);
        FeatureTableFile.Write(CaseTable.BuildFeatures(run.All, Features, Columns), tablePath);
        CaseTable.Build(run.All, Diagnostics, absent: "").Write(Beside(tablePath, ".diagnostics.csv"));
        CaseTable.Build(run.All, Quality, absent: "").Write(Beside(tablePath, ".qc.csv"));
        (provenance with { Inputs = [.. (inputs ?? []).Select(ProvenanceInput.OfFile)] })
            .Save(Beside(tablePath, ".provenance.json"));
        return run;
    }

    private CaseResult ExtractCase(CohortCase current, CancellationToken ct)
    {
        var reading = new VolumeReadOptions { MaxDecodedBytes = _options.MaxDecodedBytes };
        Volume<float> image = VolumeFile.Read<float>(current.ImagePath, reading);
        Mask mask = VolumeFile.ReadLabelMap(current.MaskPath, reading).SelectLesion(current.Label);
        var rows = new Dictionary<string, IReadOnlyList<CaseCell>>(StringComparer.Ordinal);
        rows[Quality] = QualityRow.Of(Outcome<QualityReport>.Try(
            () => ImageQualityControl.Assess(image, _extractor.AlignMask(image.Geometry, mask), mode: _options.Mode)));
        Outcome<FeatureVector> outcome = Outcome<FeatureVector>.Try(() => _extractor.Extract(image, mask, ComputeOptions.SingleThread, ct));
        RowStatus status = outcome.Succeeded ? Keep(outcome.Value, rows) : RowStatus.From(outcome.Problem);
        return new CaseResult(status, rows);
    }

    private RowStatus Keep(FeatureVector vector, Dictionary<string, IReadOnlyList<CaseCell>> rows)
    {
        rows[Features] = [.. vector.Values.Select(v => new CaseCell(ColumnName(v.Descriptor), NumberText.Format(v.Value)))];
        rows[Diagnostics] = [.. vector.Diagnostics.Select(d => new CaseCell(d.Key, d.Value))];
        return FeatureTable.StatusOf(vector);
    }

    private string ColumnName(FeatureDescriptor descriptor) => _options.FullNames ? "original_" + descriptor.Name : descriptor.Name;

    private ProvenanceRecord Provenance() => new()
    {
        Operation = "radiomics extract",
        Mode = _options.Mode,
        Parameters = [.. _options.Extraction.ToParameters(), new("columns", _options.FullNames ? "full" : "short")],
    };

    private static string Beside(string tablePath, string suffix) => Path.ChangeExtension(tablePath, null) + suffix;
}
