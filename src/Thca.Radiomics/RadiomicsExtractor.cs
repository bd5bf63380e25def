using System.Globalization;
using System.Numerics;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Features;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Radiomics.Computation;
using Thca.Radiomics.Diagnostics;
using Thca.Radiomics.Preprocessing;
using Thca.Radiomics.Settings;

namespace Thca.Radiomics;

/// <summary>
/// Computes radiomic features of a region with the numbers of PyRadiomics. Immutable and safe to use from several threads; results do not depend on
/// the number of threads.
/// </summary>
/// <example><code>double contrast = new RadiomicsExtractor().Extract(image, mask)["glcm_Contrast"];</code></example>
public sealed class RadiomicsExtractor : IFeatureExtractor, IRegionFeatureExtractor
{
    private readonly SelectedFeatures _selected;

    /// <summary>Creates an extractor.</summary>
    /// <param name="options">Settings; default <see cref="RadiomicsProfiles.PyRadiomics"/>.</param>
    /// <exception cref="Core.Errors.OptionsException">A setting is outside its range; all are listed.</exception>
    public RadiomicsExtractor(RadiomicsOptions? options = null)
    {
        Options = options ?? RadiomicsProfiles.PyRadiomics;
        Options.Validate();
        _selected = new SelectedFeatures(Options.FeatureClasses);
    }

    /// <summary>The settings.</summary>
    public RadiomicsOptions Options { get; }

    /// <inheritdoc/>
    public IReadOnlyList<FeatureDescriptor> Descriptors => _selected.Descriptors;

    /// <inheritdoc/>
    public FeatureVector Extract(Volume<float> image, Mask mask, ComputeOptions? compute = null, CancellationToken ct = default) =>
        Extract<float>(image, mask, compute, ct);

    /// <summary>Extracts the features of a mask from an image of any number type. Inputs are not changed.</summary>
    /// <param name="image">The image.</param>
    /// <param name="mask">The region.</param>
    /// <param name="compute">Threads to use.</param>
    /// <param name="ct">Cancels between feature classes.</param>
    /// <exception cref="Core.Errors.ThcaException">
    /// GEOMETRY_MISMATCH, MASK_EMPTY, MASK_TOO_SMALL, NON_FINITE_VOXELS, REGION_CONSTANT (an image of one value cannot be normalised) or OPTION_INVALID
    /// (the bin width gives too many gray levels).
    /// </exception>
    public FeatureVector Extract<T>(Volume<T> image, Mask mask, ComputeOptions? compute = null, CancellationToken ct = default)
        where T : unmanaged, INumber<T>
    {
        Mask aligned = MaskAlignment.Align(image.Geometry, mask, Options, out bool corrected);
        RegionVoxels voxels = RegionVoxels.Of(aligned);
        PreparedImage<T> prepared = PreparedImage<T>.From(image, Options, compute, ct);
        if (!Options.AdditionalInfo) return new FeatureVector(RunRegion(prepared, voxels, null, null, compute, ct));
        DiagnosticsBuilder diagnostics = new DiagnosticsBuilder(Options).AddConfiguration()
            .AddOriginalImage(image, prepared.Statistics.Mean)
            .AddMask("original", mask, corrected ? RegionVoxels.Of(mask) : voxels);
        if (corrected) diagnostics.AddMask("corrected", null, voxels);
        FeatureValue[] values = RunRegion(prepared, voxels, null, diagnostics, compute, ct);
        return new FeatureVector(values, diagnostics.Build());
    }

    /// <summary>The mask on an image's grid: itself when the grids agree, else resampled to the nearest voxel where <see cref="RadiomicsOptions.CorrectMask"/> allows.</summary>
    /// <exception cref="Core.Errors.GeometryMismatchException">The grids differ and correction is off, or the region reaches outside the image.</exception>
    public Mask AlignMask(ImageGeometry image, Mask mask) => MaskAlignment.Align(image, mask, Options, out _);

    /// <summary>Extracts the features of one label (<see cref="RadiomicsOptions.Label"/>) of a label map.</summary>
    /// <exception cref="Core.Errors.ThcaException">As above, and LABEL_NOT_FOUND with the labels present.</exception>
    public FeatureVector Extract<T>(Volume<T> image, LabelMap labels, ComputeOptions? compute = null, CancellationToken ct = default)
        where T : unmanaged, INumber<T> => Extract(image, labels.Select(Options.Label), compute, ct);

    /// <summary>Extracts the features of one label (<see cref="RadiomicsOptions.Label"/>) from files (NIfTI, NRRD, MetaImage).</summary>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="Core.Errors.ThcaException">A file is damaged, or as above.</exception>
    public FeatureVector Extract(string imagePath, string maskPath, ComputeOptions? compute = null, CancellationToken ct = default) =>
        Extract<float>(VolumeFile.Read<float>(imagePath), VolumeFile.ReadLabelMap(maskPath), compute, ct);

    /// <summary>Extracts the features of several labels; the image is checked and normalised once.</summary>
    /// <param name="image">The image.</param>
    /// <param name="labels">The regions.</param>
    /// <param name="wanted">Labels to extract; default all that occur.</param>
    /// <param name="compute">Threads to use.</param>
    /// <param name="progress">Labels finished.</param>
    /// <param name="ct">Cancels between labels.</param>
    /// <returns>One row per label; the key column is <c>Label</c>. A label that cannot be extracted has a row with its reason.</returns>
    public FeatureTable ExtractLabels<T>(
        Volume<T> image,
        LabelMap labels,
        IReadOnlyList<int>? wanted = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
        where T : unmanaged, INumber<T>
    {
        PreparedImage<T> prepared = PreparedImage<T>.From(image, Options, compute, ct);
        LabelledVoxels voxels = LabelledVoxels.Of(MaskAlignment.Align(image.Geometry, labels, Options));
        return EachLabel(wanted ?? voxels.Labels, label => RunRegion(prepared, voxels.Require(label), null, null, ComputeOptions.SingleThread, ct), compute, progress, ct);
    }

    /// <inheritdoc/>
    public FeatureTable ExtractRegions(
        Volume<float> image,
        LabelMap regions,
        RegionFeatureOptions options,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        RadiomicsOptions settings = Options with
        {
            FeatureClasses = [.. options.Classes.Select(c => new FeatureClassSelection(c))],
            BinCount = options.BinCount,
            Normalize = options.NormalizeScale is not null,
            NormalizeScale = options.NormalizeScale ?? 1,
        };
        return new RadiomicsExtractor(settings).ExtractSharedBins(image, regions, options.BinRange, compute, progress, ct);
    }

    private FeatureTable ExtractSharedBins(
        Volume<float> image, LabelMap regions, BinRange range, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        if (range.Shared is not { } limits) return ExtractLabels(image, regions, null, compute, progress, ct);
        PreparedImage<float> prepared = PreparedImage<float>.From(image, Options, compute, ct);
        LabelledVoxels voxels = LabelledVoxels.Of(MaskAlignment.Align(image.Geometry, regions, Options));
        GrayLevelBins bins = new RegionWork(Options, _selected).BinsOf([prepared.Map.Apply(limits.Lower), prepared.Map.Apply(limits.Upper)], singlePrecision: false);
        return EachLabel(voxels.Labels, label => RunRegion(prepared, voxels.Require(label), bins, null, ComputeOptions.SingleThread, ct), compute, progress, ct);
    }

    private FeatureTable EachLabel(
        IReadOnlyList<int> labels, Func<int, FeatureValue[]> run, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        int done = 0;
        string[] keys = [.. labels.Select(label => label.ToString(CultureInfo.InvariantCulture))];
        Outcome<FeatureVector>[] rows = OrderedParallel.Map(
            keys.Length,
            i =>
            {
                Outcome<FeatureVector> row = Outcome<FeatureVector>.Try(() => new FeatureVector(run(labels[i])));
                progress?.Report(new WorkProgress("radiomics", Interlocked.Increment(ref done), keys.Length, keys[i]));
                return row;
            },
            compute,
            ct);
        return FeatureTable.FromOutcomes(keys, rows, Descriptors, "Label");
    }

    private FeatureValue[] RunRegion<T>(
        PreparedImage<T> image, RegionVoxels voxels, GrayLevelBins? bins, DiagnosticsBuilder? diagnostics, ComputeOptions? compute, CancellationToken ct)
        where T : unmanaged, INumber<T>
    {
        RegionIntensities region = Intensities(image, voxels, diagnostics, compute, ct);
        voxels = region.Voxels;
        voxels.EnsureLargeEnough(Options);
        if (Options.ResegmentRange is not null)
        {
            region = Resegmentation.Apply(region, Options);
            diagnostics?.AddMask("resegmented", null, region.Voxels, region.Values);
        }

        RegionVoxels shape = Options.ResegmentShape ? region.Voxels : voxels;
        return new RegionWork(Options, _selected).Run(region, shape, bins, diagnostics?.Tasks ?? [], compute, ct);
    }

    private RegionIntensities Intensities<T>(
        PreparedImage<T> image, RegionVoxels voxels, DiagnosticsBuilder? diagnostics, ComputeOptions? compute, CancellationToken ct)
        where T : unmanaged, INumber<T>
    {
        if (!RegionResampling.IsNeeded(voxels, Options)) return RegionIntensities.Read(image.Image, voxels, image.Map);
        (Volume<double> resampled, RegionIntensities region) = RegionResampling.Apply(image, voxels, Options, compute, ct);
        diagnostics?.AddImage("interpolated", resampled, ImageStatistics.Of(resampled, withDeviation: false, compute, ct).Mean)
            .AddMask("interpolated", null, region.Voxels, region.Values);
        return region;
    }
}
