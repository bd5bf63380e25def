using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Volumes;
using Thca.Imaging.Labelling;

namespace Thca.Imaging.Quality;

/// <summary>
/// Fitness of an image and its lesion for radiomics. Sound mode judges noise and contrast against the soft tissue around the lesion;
/// Reference mode restates the original study's signal-to-noise ratio against all remote anatomy and air. Safe for use by several threads.
/// </summary>
public static class ImageQualityControl
{
    /// <summary>Measures and judges an image with its lesion.</summary>
    /// <param name="image">CT in HU, before any normalisation.</param>
    /// <param name="mask">The lesion on the same grid.</param>
    /// <param name="options">Limits.</param>
    /// <param name="mode">Which measures decide.</param>
    /// <exception cref="EmptyMaskException">The lesion has no voxel.</exception>
    /// <exception cref="GeometryMismatchException">Image and mask differ in size; in Sound mode also in position.</exception>
    /// <exception cref="ThcaException">NON_FINITE_VOXELS: the lesion holds NaN or infinity. UNDEFINED in Reference mode: an axis of one voxel has no gradient.</exception>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public static QualityReport Assess(Volume<float> image, Mask mask, QualityOptions? options = null, AnalysisMode mode = AnalysisMode.Sound)
    {
        options ??= new QualityOptions();
        options.Validate();
        if (image.Size != mask.Size) throw new GeometryMismatchException(image.Geometry, mask.Geometry);
        if (mode == AnalysisMode.Sound) image.Geometry.EnsureMatches(mask.Geometry, 1e-5);
        VoxelRegion box = mask.RequireBoundingBox();
        double[] inside = Inside(image, mask);
        double mean = Statistics.Mean(inside);
        if (!double.IsFinite(mean)) throw new ThcaException(ProblemCodes.NonFiniteVoxels, "The lesion holds voxels that are NaN or infinite.", "Export the image again.");
        double[] sorted = [.. inside];
        Array.Sort(sorted);
        double volume = inside.Length * image.Geometry.Spacing.VoxelVolume;
        double deviation = Statistics.StandardDeviation(inside);
        double iqr = Statistics.Percentile(sorted, 75) - Statistics.Percentile(sorted, 25);
        var common = new QualityReport
        {
            Mode = mode,
            TumorVolume = volume,
            VolumePass = volume >= options.MinVolume,
            IntensityStd = deviation,
            IntensityIqr = iqr,
            IntensityPass = deviation > 0 && iqr > options.MinIqr,
            OverallPass = false,
            Score = 0,
            Recommendation = "",
            Reasons = new Dictionary<string, Problem>(),
        };
        var around = new Surroundings(image, mask);
        return mode == AnalysisMode.Sound ? Sound(common, around, mask, box, mean, options) : Reference(common, around, image.Size, mean, options);
    }

    private static QualityReport Sound(QualityReport common, Surroundings around, Mask mask, VoxelRegion box, double mean, QualityOptions options)
    {
        Dictionary<string, Problem> reasons = [];
        (double[] shell, double[] differences) = around.Shell(options);
        double noise = differences.Length > 0 ? Statistics.RobustDeviation(differences) : double.NaN;
        if (double.IsNaN(noise)) reasons["NoiseHU"] = Undefined("No two neighbouring voxels of soft tissue lie in the shell around the lesion.");
        double cnr = noise > 0 ? Math.Abs(mean - Statistics.Mean(shell)) / noise : double.NaN;
        if (double.IsNaN(cnr)) reasons["CNR"] = noise == 0 ? Undefined("The noise is 0: the image is synthetic or smoothed.") : Undefined("The noise is undefined.");
        double edge = around.EdgeGradient(alongSlicesOnly: false);
        if (double.IsNaN(edge)) reasons["EdgeGradientMag"] = Undefined("The lesion fills the image; there is no layer around it.");
        Spacing s = mask.Geometry.Spacing;
        bool noisePass = noise <= options.MaxNoiseHU, cnrPass = cnr >= options.MinCnr;
        List<string> failed = [];
        if (!noisePass) failed.Add("noise");
        if (!cnrPass) failed.Add("contrast to noise");
        if (!common.VolumePass) failed.Add("tumour volume");
        if (!common.IntensityPass) failed.Add("intensity range");
        return common with
        {
            NoiseHU = noise,
            NoisePass = noisePass,
            Cnr = cnr,
            CnrPass = cnrPass,
            EdgeGradientMagnitude = edge,
            NumComponents = ConnectedComponents.Label(mask).Count,
            BoundingBox = (box.Size.X * s.X, box.Size.Y * s.Y, box.Size.Z * s.Z),
            OverallPass = failed.Count == 0,
            Score = 100 - 25 * failed.Count,
            Recommendation = failed.Count == 0 ? "All checks passed" : $"Check before use: {string.Join(", ", failed)}",
            Reasons = reasons,
        };
    }

    private static QualityReport Reference(QualityReport common, Surroundings around, GridSize size, double mean, QualityOptions options)
    {
        if (size.X == 1 || size.Y == 1 || size.Z == 1)
            throw new ThcaException(ProblemCodes.Undefined, $"The image of {size} voxels has an axis of one voxel; the reference's gradient is undefined.", "Use Sound mode.");
        double[] far = around.FarBackground(options.FarDistance);
        bool enough = far.Length > options.MinFarVoxels;
        double spread = enough ? Statistics.StandardDeviation(far) : 0;
        double snr = spread == 0 ? 0 : mean / spread;
        double contrast = enough ? Math.Abs(mean - Statistics.Mean(far)) : 0;
        double edge = around.EdgeGradient(alongSlicesOnly: true);
        if (double.IsNaN(edge)) edge = 0;
        bool snrPass = snr >= options.MinSnr, contrastPass = contrast >= options.MinContrast;
        int score = 25 * ((snrPass ? 1 : 0) + (contrastPass ? 1 : 0) + (common.VolumePass ? 1 : 0) + (common.IntensityPass ? 1 : 0));
        return common with
        {
            Snr = snr,
            SnrPass = snrPass,
            ContrastHU = contrast,
            ContrastPass = contrastPass,
            EdgeGradient = edge,
            EdgePass = edge > options.MinEdgeGradient,
            OverallPass = score == 100,
            Score = score,
            Recommendation = score >= 75 ? "High quality - proceed with analysis"
                : score >= 50 ? "Medium quality - results should be interpreted with caution"
                : "Low quality - consider re-scanning or excluding from analysis",
        };
    }

    private static double[] Inside(Volume<float> image, Mask mask)
    {
        var values = new double[mask.Count()];
        int count = 0;
        for (int i = 0; i < image.Voxels.Length; i++)
        {
            if (mask.Voxels[i] != 0) values[count++] = image.Voxels[i];
        }

        return values;
    }

    private static Problem Undefined(string message) => new(ProblemCodes.Undefined, message);
}
