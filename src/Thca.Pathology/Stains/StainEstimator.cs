using Thca.Core.Errors;
using Thca.Core.Histology;

namespace Thca.Pathology.Stains;

/// <summary>Estimates the stain profile of an image.</summary>
public static class StainEstimator
{
    /// <summary>Estimates vectors and concentrations, or L*a*b* moments.</summary>
    /// <param name="image">The image; not changed.</param>
    /// <param name="options">Method and pixels.</param>
    /// <exception cref="DataFormatException">STAIN_SINGULAR: the image is blank or of one colour.</exception>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public static StainProfile Estimate(RgbImage image, StainOptions? options = null)
    {
        options ??= new StainOptions();
        options.Validate();
        if (options.StandardizeLuminosity) image = LuminosityStandard.Apply(image);
        bool needsMask = options.Method is StainMethod.Macenko or StainMethod.Vahadane || options.TissueOnly;
        return FromPixels(image.Pixels, needsMask ? LuminosityMask.Of(image) : [], options);
    }

    /// <summary>Estimates from pixels with a mask of their own.</summary>
    /// <param name="pixels">R, G, B of each pixel.</param>
    /// <param name="mask">1 for tissue; empty when all pixels are.</param>
    /// <param name="options">Method and pixels.</param>
    internal static StainProfile FromPixels(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask, StainOptions options)
    {
        if (options.Method == StainMethod.Reinhard)
        {
            (double[] means, double[] deviations) = LabMoments.Of(pixels, options.TissueOnly ? mask : []);
            return new StainProfile { Method = options.Method, LabMeans = means, LabDeviations = deviations, Background = options.Background };
        }

        var density = new OpticalDensity(options.Background);
        StainMatrix matrix = Vectors(pixels, mask, density, options);
        return new StainProfile
        {
            Method = options.Method,
            Matrix = matrix,
            MaximumConcentrations = Maxima(pixels, options.TissueOnly ? mask : [], density, matrix),
            Background = options.Background,
        };
    }

    /// <summary>99th percentiles of the concentrations.</summary>
    internal static double[] Maxima(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask, OpticalDensity density, StainMatrix matrix)
    {
        double[] unmix = matrix.Unmixing();
        int count = mask.IsEmpty ? pixels.Length / 3 : mask.Length - mask.Count((byte)0);
        if (count == 0) throw StainMatrix.Singular("it has no tissue");
        var values = new double[count];
        var result = new double[2];
        for (int stain = 0; stain < 2; stain++)
        {
            var tables = new ChannelTables(density, unmix[stain], unmix[2 + stain], unmix[4 + stain]);
            int n = 0;
            for (int i = 0, p = 0; p < pixels.Length; i++, p += 3)
                if (mask.IsEmpty || mask[i] != 0) values[n++] = tables[pixels[p], pixels[p + 1], pixels[p + 2]];
            result[stain] = HistogramPercentile.Of(values, tables.Minimum - 1e-9, tables.Maximum + 1e-9, 99)[0];
        }

        return result;
    }

    private static StainMatrix Vectors(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask, OpticalDensity density, StainOptions options)
    {
        switch (options.Method)
        {
            case StainMethod.Ruifrok:
                return StainMatrix.Ruifrok;
            case StainMethod.Vahadane:
                StainMatrix macenko = MacenkoEstimator.Estimate(pixels, mask, density);
                double[] samples = SparseStainFactorization.Draw(pixels, mask, density, options.FactorizationPixels, options.Seed.Stream("stain-factorization"));
                return SparseStainFactorization.Estimate(samples, options.Lambda, options.StartFromMacenko ? macenko : StainMatrix.Ruifrok).Matrix;
            default:
                return MacenkoEstimator.Estimate(pixels, mask, density);
        }
    }
}
