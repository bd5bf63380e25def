using System.Globalization;
using System.Text.Json;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Files;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Pathology.Detection;
using Thca.Pathology.Heterogeneity;
using Thca.Pathology.NuclearFeatures;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Slides;
using Thca.Pathology.Tissue;

namespace Thca.Pipelines.Pathology;

/// <summary>
/// Nuclear features and cellular heterogeneity of a study's slides, in the workspace in which tissue and nuclei were found. Two passes: first every
/// nucleus is measured; then, with ranges frozen over the development slides (<c>bins.json</c>), every slide and patient is summarised.
/// A later run takes over what is unchanged; a slide that fails has its row and stops nothing.
/// </summary>
public sealed class NuclearFeaturesRun
{
    /// <summary>Name of the table of a slide's measured nuclei.</summary>
    public const string FeaturesFile = "nuclear_features.parquet";

    /// <summary>Name of the wide table, one row per patient.</summary>
    public const string WideFile = "cellular_heterogeneity.csv";

    /// <summary>Name of the file of frozen ranges.</summary>
    public const string BinsFile = "bins.json";

    private const int FeaturesAtOnce = 8;
    private const int FewestSlides = 2;

    private readonly NuclearFeaturesRunOptions _options;
    private readonly SlideWorkspace _workspace;
    private readonly IReadOnlyList<NuclearFeature> _features;

    /// <summary>Creates a run.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="options">What to compute.</param>
    /// <exception cref="OptionsException">A setting is outside its range.</exception>
    public NuclearFeaturesRun(string folder, NuclearFeaturesRunOptions options)
    {
        options.Validate();
        (_workspace, _options, _features) = (new SlideWorkspace(folder), options, NuclearFeatureCatalog.Of(options.Profile));
    }

    private bool IsReference => _options.Profile == NuclearProfile.Reference25;

    /// <summary>Measures all slides and writes the tables.</summary>
    /// <param name="slides">The slides; their nuclei lie in the workspace.</param>
    /// <param name="compute">Slides at once; a single slide uses all threads itself.</param>
    /// <param name="progress">Slides finished, pass by pass.</param>
    /// <param name="ct">Stops between windows; finished slides are kept.</param>
    public NuclearFeaturesResult Run(IReadOnlyList<SlideEntry> slides, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        WriteDescriptors();
        ComputeOptions inner = slides.Count == 1 ? compute ?? ComputeOptions.Default : ComputeOptions.SingleThread;
        int reused = 0, done = 0;
        Outcome<SlideFeatureRecord>[] measured = OrderedParallel.Map(
            slides.Count,
            i =>
            {
                Outcome<SlideFeatureRecord> outcome = Outcome<SlideFeatureRecord>.Try(() => Measure(slides[i], inner, ref reused, ct));
                progress?.Report(new WorkProgress("nuclear features", Interlocked.Increment(ref done), slides.Count, slides[i].Slide.Value));
                return outcome;
            },
            compute,
            ct);
        CohortBins? bins = IsReference ? null : Bins(slides, measured, ct);
        done = 0;
        Outcome<IReadOnlyList<HeterogeneityValue>>[] summarised = OrderedParallel.Map(
            slides.Count,
            i =>
            {
                Outcome<IReadOnlyList<HeterogeneityValue>> outcome = measured[i].Succeeded
                    ? Outcome<IReadOnlyList<HeterogeneityValue>>.Try(() => Summarise(slides[i], measured[i].Value, bins, ct))
                    : Outcome<IReadOnlyList<HeterogeneityValue>>.Failure(measured[i].Problem);
                progress?.Report(new WorkProgress("cellular heterogeneity", Interlocked.Increment(ref done), slides.Count, slides[i].Slide.Value));
                return outcome;
            },
            compute,
            ct);
        return Write(slides, measured, summarised, reused);
    }

    private SlideFeatureRecord Measure(SlideEntry entry, ComputeOptions compute, ref int reused, CancellationToken ct)
    {
        string nuclei = _workspace.File(entry.Slide, SlideDetector.NucleiFile), path = _workspace.File(entry.Slide, FeaturesFile), record = _workspace.File(entry.Slide, "features.json");
        if (!File.Exists(nuclei)) throw new DataFormatException($"{entry.Slide} has no {SlideDetector.NucleiFile} in the workspace.", "Run 'thca pathology detect' first.", ProblemCodes.FileNotFound);
        ContentHash identity = SlideIdentity.Of(entry.Path);
        SlideProperties properties;
        using (ISlideReader first = entry.Open()) properties = first.Properties;
        SlideChecks.RequireResolution(properties, Path.GetFileName(entry.Path));
        SlideColours colours = !_options.UseStains ? SlideColours.Own : IsReference ? WorkspaceColours.OfReference(_workspace) : WorkspaceColours.Of(_workspace, entry, identity);
        TissueMask? mask = TissueFile.Read(_workspace.Folder(entry.Slide), identity);
        string fingerprint = ContentHash.Of(string.Join('|', Parameters().ToJson(), entry.Patient.Value, entry.Slide.Value, identity.Hex, ContentHash.OfFile(nuclei).Hex, Hash(entry, TissueFile.RecordName), Hash(entry, TissueFile.PictureName), colours.Description,
            NumberText.Format(properties.MppX), NumberText.Format(properties.MppY))).Hex;
        SlideFeatureRecord? earlier = SlideFeatureRecord.Find(record);
        if (earlier?.Fingerprint == fingerprint && File.Exists(path) && ContentHash.OfFile(path).Hex == earlier.Sha256 && (!_options.WriteCsv || File.Exists(Path.ChangeExtension(path, ".csv"))))
        {
            Interlocked.Increment(ref reused);
            return earlier;
        }

        var slide = new SlideToMeasure
        {
            Patient = entry.Patient, Slide = entry.Slide, Open = () => entry.Open(), NucleiPath = nuclei, Tissue = mask is null ? null : Raster(mask), Colours = colours,
        };
        var options = new SlideFeatureOptions { Profile = _options.Profile, Filter = IsReference ? Everything : _options.Filter };
        SlideFeatureSummary summary = SlideFeatureExtractor.Run(slide, path, options, compute, ct: ct);
        if (_options.WriteCsv) SlideFeatureExtractor.Run(slide, Path.ChangeExtension(path, ".csv"), options, compute, ct: ct);
        var result = new SlideFeatureRecord
        {
            Fingerprint = fingerprint, Sha256 = ContentHash.OfFile(path).Hex, WidthUm = properties.Width * properties.MppX, HeightUm = properties.Height * properties.MppY, MppX = properties.MppX,
            BlurredFraction = mask?.BlurredFraction ?? double.NaN, Stain = colours.Description, Summary = summary,
        };
        result.Save(record);
        return result;
    }

    // The script leaves nothing out but the types it does not know.
    private static NucleusFilter Everything => new() { InTissueOnly = false, InFocusOnly = false, SmallestArea = 0, LargestArea = double.MaxValue, SmallestNuclearProbability = 0 };

    // Where nuclei do not count because the slide is out of focus, there is no tissue to count them per area of.
    private TissueRaster Raster(TissueMask mask) => TissueRaster.Of(mask, inFocusOnly: !IsReference && _options.Filter.InFocusOnly);

    private string Hash(SlideEntry entry, string name) => _workspace.File(entry.Slide, name) is var path && File.Exists(path) ? ContentHash.OfFile(path).Hex : "none";

    private CohortBins? Bins(IReadOnlyList<SlideEntry> slides, Outcome<SlideFeatureRecord>[] measured, CancellationToken ct)
    {
        if (_options.BinsPath is { } given) return CohortBins.Load(given);
        SlideEntry[] development = [.. slides.Where((s, i) => measured[i].Succeeded && s.Split == SlideSplit.Development)];
        if (development.Length < FewestSlides) return null;
        List<FeatureBin> bins = [];
        foreach (NuclearFeature[] some in _features.Chunk(FeaturesAtOnce))
        {
            ct.ThrowIfCancellationRequested();
            SlideNuclei[] nuclei = [.. development.Select(s => NuclearFeatureTable.ReadIncluded(_workspace.File(s.Slide, FeaturesFile), Anything, some))];
            for (int f = 0; f < some.Length; f++)
            {
                foreach (NucleusType type in _options.Heterogeneity.Types)
                {
                    double[] pooled = [.. nuclei.SelectMany(n => n.Values[f].Where((_, i) => n.Types[i] == type))];
                    if (CohortBins.Learn(NucleusTypes.GroupName(type), some[f].Name, pooled) is { } bin) bins.Add(bin);
                }
            }
        }

        var result = new CohortBins(bins, [.. development.Select(s => s.Slide.Value)]);
        result.Save(_workspace.File(BinsFile));
        return result;
    }

    private static TissueRaster Anything => TissueRaster.Full(1, 1);

    private IReadOnlyList<HeterogeneityValue> Summarise(SlideEntry entry, SlideFeatureRecord record, CohortBins? bins, CancellationToken ct)
    {
        string path = _workspace.File(entry.Slide, "heterogeneity.csv"), mark = _workspace.File(entry.Slide, "heterogeneity.sha256");
        string fingerprint = ContentHash.Of(string.Join('|', record.Fingerprint, record.Sha256, bins?.ToJson() ?? "none", HeterogeneityText())).Hex;
        if (File.Exists(path) && File.Exists(mark) && File.ReadAllText(mark) == $"{fingerprint} {ContentHash.OfFile(path).Hex}\n") return HeterogeneityTable.Read(TextTable.Read(path));
        TissueMask? mask = TissueFile.Read(_workspace.Folder(entry.Slide), SlideIdentity.Of(entry.Path));
        TissueRaster tissue = mask is null ? TissueRaster.Full(record.WidthUm, record.HeightUm) : Raster(mask);
        SlideNuclei nuclei = NuclearFeatureTable.ReadIncluded(_workspace.File(entry.Slide, FeaturesFile), tissue, _features);
        IReadOnlyList<HeterogeneityValue> rows = IsReference ? ReferenceRows(nuclei) : SlideHeterogeneity.Analyze(nuclei, bins, _options.Heterogeneity, ct);
        HeterogeneityTable.OfSlides([(entry.Patient.Value, entry.Slide.Value, rows)]).Write(path);
        AtomicFile.WriteAllText(mark, $"{fingerprint} {ContentHash.OfFile(path).Hex}\n");
        return rows;
    }

    private IReadOnlyList<HeterogeneityValue> ReferenceRows(SlideNuclei nuclei)
    {
        double[] scores = ReferenceHeterogeneity.Scores(nuclei.Types, nuclei.Values);
        return [.. _features.Select((f, i) => new HeterogeneityValue("pooled", f.Name, "ith", scores[i], double.NaN, double.NaN, nuclei.Count, double.IsNaN(scores[i]) ? HeterogeneityProblems.TooFewNuclei : ""))];
    }

    private NuclearFeaturesResult Write(
        IReadOnlyList<SlideEntry> slides, Outcome<SlideFeatureRecord>[] measured, Outcome<IReadOnlyList<HeterogeneityValue>>[] summarised, int reused)
    {
        RowStatus[] statuses = [.. summarised.Select(s => s.Succeeded ? RowStatus.Ok : RowStatus.From(s.Problem))];
        new TextTable(
            ["PatientID", "SlideID", "Nuclei", "Included", "Excluded", "Stain", "TextureLow", "TextureHigh", "Status", "Message"],
            slides.Select((s, i) => (IReadOnlyList<string>)[s.Patient.Value, s.Slide.Value, .. SummaryCells(measured[i]), statuses[i].Code, statuses[i].Message])).Write(_workspace.File("features.csv"));
        HeterogeneityTable.OfSlides(Enumerable.Range(0, slides.Count).Where(i => summarised[i].Succeeded).Select(i => (slides[i].Patient.Value, slides[i].Slide.Value, summarised[i].Value)))
            .Write(_workspace.File("heterogeneity.csv"));
        PatientRow[] patients = [.. slides.Select(s => s.Patient).Distinct().Select(p => PatientRow.Of(p, slides, measured, summarised))];
        HeterogeneityTable.OfPatients(patients.Where(p => p.Values.Count > 0).Select(p => (p.Patient.Value, p.Values))).Write(_workspace.File("patient_heterogeneity.csv"));
        FeatureTable wide = Wide(patients);
        FeatureTableFile.Write(wide, _workspace.File(WideFile));
        if (IsReference) WriteReferenceFiles(slides, measured, patients);
        Provenance(slides, measured).Save(_workspace.File("features.provenance.json"));
        SlideFeatureRecord[] good = [.. measured.Where(m => m.Succeeded).Select(m => m.Value)];
        return new NuclearFeaturesResult([.. slides.Zip(statuses)], reused, good.Sum(r => (long)r.Summary.Nuclei), good.Sum(r => (long)r.Summary.Included), wide);
    }

    private static string[] SummaryCells(Outcome<SlideFeatureRecord> measured)
    {
        if (!measured.Succeeded) return ["", "", "", "", "", ""];
        SlideFeatureSummary s = measured.Value.Summary;
        return
        [
            s.Nuclei.ToString(CultureInfo.InvariantCulture), s.Included.ToString(CultureInfo.InvariantCulture), string.Join(';', s.Exclusions.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Key}={e.Value}"))),
            measured.Value.Stain, NumberText.Format(s.TextureLow), NumberText.Format(s.TextureHigh),
        ];
    }

    private FeatureTable Wide(PatientRow[] patients)
    {
        IReadOnlyList<PatientValue> model = patients.FirstOrDefault(p => p.Values.Count > 0)?.Values ?? [];
        List<FeatureColumn> columns = [];
        for (int c = 0; c < model.Count; c++)
        {
            int column = c;
            columns.Add(Column(IsReference ? $"{model[c].Value.Feature}_ith" : model[c].Value.Column, p => p.Values[column].Value.Value, p => new Problem(p.Values[column].Value.Reason, "See patient_heterogeneity.csv.")));
        }

        // What the spread of a feature also depends on.
        columns.Add(Column("n_slides", p => p.Slides, _ => new Problem(ProblemCodes.Undefined, "")));
        columns.Add(Column("blurred_fraction", p => p.Blurred, _ => new Problem(ProblemCodes.Undefined, "The focus was not checked.")));
        columns.Add(Column("stain_normalised", p => p.Normalised, _ => new Problem(ProblemCodes.Undefined, "")));
        return new FeatureTable([.. patients.Select(p => p.Patient.Value)], columns, [.. patients.Select(p => p.Status)]);

        FeatureColumn Column(string name, Func<PatientRow, double> value, Func<PatientRow, Problem> reason)
        {
            var values = new double[patients.Length];
            var reasons = new Dictionary<int, Problem>();
            for (int r = 0; r < values.Length; r++)
            {
                bool known = patients[r].Values.Count > 0;
                values[r] = known ? value(patients[r]) : double.NaN;
                if (double.IsNaN(values[r])) reasons[r] = known ? reason(patients[r]) : new Problem(patients[r].Status.Code, patients[r].Status.Message);
            }

            return new FeatureColumn(name, values, reasons);
        }
    }

    // One table of nuclei and one row of scores per patient, as the group analysis of the study read them.
    private void WriteReferenceFiles(IReadOnlyList<SlideEntry> slides, Outcome<SlideFeatureRecord>[] measured, PatientRow[] patients)
    {
        string[] names = [.. _features.Select(f => f.Name)];
        foreach (PatientRow patient in patients.Where(p => p.Values.Count > 0))
        {
            List<string[]> rows = [];
            for (int s = 0; s < slides.Count; s++)
            {
                if (slides[s].Patient == patient.Patient && measured[s].Succeeded) rows.AddRange(ReferenceNuclei(slides[s], measured[s].Value.MppX, names));
            }

            new TextTable([.. names, "nucleus_id", "nucleus_type", "cell_type_name", "centroid_x", "centroid_y"], rows).Write(_workspace.File($"nuclear_features_{patient.Patient}.csv"));
            new TextTable([.. names.Select(n => n + "_ith")], [(IReadOnlyList<string>)[.. patient.Values.Select(v => NumberText.Format(v.Value.Value))]]).Write(_workspace.File($"cellular_ith_scores_{patient.Patient}.csv"));
        }
    }

    private IEnumerable<string[]> ReferenceNuclei(SlideEntry slide, double mpp, string[] names)
    {
        using var reader = new ColumnarTableReader(_workspace.File(slide.Slide, FeaturesFile));
        foreach (ColumnarBlock block in reader.Blocks(["nucleus_id", "type", "centroid_x_um", "centroid_y_um", .. names]))
        {
            int[] id = block.Column<int>("nucleus_id");
            byte[] type = block.Column<byte>("type");
            double[] x = block.Column<double>("centroid_x_um"), y = block.Column<double>("centroid_y_um");
            double[][] values = [.. names.Select(block.Column<double>)];
            for (int r = 0; r < block.RowCount; r++)
            {
                if (type[r] is < 1 or > 3) continue;
                yield return
                [
                    .. values.Select(v => NumberText.Format(v[r])), id[r].ToString(CultureInfo.InvariantCulture), type[r].ToString(CultureInfo.InvariantCulture),
                    NucleusTypes.Name((NucleusType)type[r]).Replace(' ', '_'), NumberText.Format(x[r] / mpp - 0.5), NumberText.Format(y[r] / mpp - 0.5),
                ];
            }
        }
    }

    private void WriteDescriptors() => AtomicFile.Write(_workspace.File("feature_descriptors.json"), stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("schema", "thca-feature-descriptors/1");
        json.WriteString("profile", _options.Profile.ToString());
        json.WriteStartArray("features");
        foreach (NuclearFeature feature in _features)
        {
            json.WriteStartObject();
            json.WriteString("name", feature.Name);
            json.WriteString("family", feature.Descriptor.Family);
            json.WriteString("unit", feature.Descriptor.Unit);
            json.WriteString("formula", feature.Descriptor.Formula);
            json.WriteBoolean("positive", feature.IsPositive);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private ProvenanceRecord Parameters() => new()
    {
        Operation = "pathology features",
        Mode = IsReference ? AnalysisMode.Reference : AnalysisMode.Sound,
        Seed = _options.Heterogeneity.Seed,
        Parameters = [new("Profile", _options.Profile.ToString()), new("Filter", FilterText())],
    };

    private ProvenanceRecord Provenance(IReadOnlyList<SlideEntry> slides, Outcome<SlideFeatureRecord>[] measured) => Parameters() with
    {
        Parameters = [.. Parameters().Parameters, new("Heterogeneity", HeterogeneityText()), new("Bins", _options.BinsPath is null ? "this run's development slides" : Path.GetFileName(_options.BinsPath))],
        Inputs = [.. slides.Select((s, i) => new ProvenanceInput(s.Slide.Value, measured[i].Succeeded ? measured[i].Value.Sha256 : measured[i].Problem.Code))],
    };

    private string FilterText()
    {
        NucleusFilter f = IsReference ? Everything : _options.Filter;
        return FormattableString.Invariant($"tissue={f.InTissueOnly};focus={f.InFocusOnly};area={f.SmallestArea}..{f.LargestArea};prob={f.SmallestProbability};np={f.SmallestNuclearProbability}");
    }

    private string HeterogeneityText()
    {
        HeterogeneityOptions o = _options.Heterogeneity;
        return FormattableString.Invariant(
            $"types={string.Join(',', o.Types.Select(NucleusTypes.GroupName))};n={o.FewestNuclei};square={o.SquareSide};perSquare={o.FewestPerSquare};bootstrap={o.BootstrapReplicates};squares={o.FewestSquares};moran={o.MoranPermutations}/{o.MoranNeighbours};envelopes={o.Envelopes};pairs={o.DistancePairs};sample={o.LargeSample};seed={o.Seed.Value}");
    }
}
