namespace Thca.Segmentation.Planning;

/// <summary>Number of feature-map elements per sample: the measure by which nnU-Net fits patch and batch to a graphics card.</summary>
public static class FeatureMapEstimate
{
    /// <summary>
    /// Counts elements: convolutions of all stages, decoder convolutions, transposed convolutions, one full-resolution head; with gates also two gated
    /// maps and four pooled maps per stack.
    /// </summary>
    /// <param name="patch">Patch size per axis.</param>
    /// <param name="strides">Stride per stage and axis.</param>
    /// <param name="features">Feature maps per stage.</param>
    /// <param name="convolutions">Convolutions of every stack.</param>
    /// <param name="classes">Entries of the labels.</param>
    /// <param name="gates">Whether gated maps count.</param>
    public static long Elements(
        IReadOnlyList<int> patch, IReadOnlyList<IReadOnlyList<int>> strides, IReadOnlyList<int> features, int convolutions, int classes, bool gates)
    {
        int[] size = [.. patch];
        long total = 0, first = 0;
        for (int s = 0; s < features.Count; s++)
        {
            long voxels = 1;
            for (int d = 0; d < size.Length; d++) voxels *= size[d] /= strides[s][d];
            if (s == 0) first = voxels;
            bool decoder = s < features.Count - 1;
            total += (long)convolutions * features[s] * voxels;
            if (decoder) total += (long)(convolutions + 1) * features[s] * voxels;
            if (gates) total += (decoder ? 2 : 1) * (2L * features[s] + 4) * voxels;
        }

        return total + classes * first;
    }
}
