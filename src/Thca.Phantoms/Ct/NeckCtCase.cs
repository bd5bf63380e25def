using Thca.Core.Volumes;

namespace Thca.Phantoms.Ct;

/// <summary>A synthetic case: image, labels and truth on one grid.</summary>
/// <param name="Ct">Attenuation in whole HU, stored as 16-bit integers.</param>
/// <param name="Labels">Labels 1 to 11 of <see cref="AnatomicalLabel"/>; 0 elsewhere.</param>
/// <param name="Habitats">Parts of the lesion, numbered as in the truth; 0 outside the lesion.</param>
/// <param name="Truth">What is known about the lesion.</param>
public sealed record NeckCtCase(Volume<float> Ct, LabelMap Labels, LabelMap Habitats, NeckCtTruth Truth)
{
    /// <summary>The gland together with the lesion in it: what a reader would outline as thyroid.</summary>
    public Mask Thyroid()
    {
        ReadOnlySpan<int> labels = Labels.Labels;
        var voxels = new byte[labels.Length];
        for (int i = 0; i < voxels.Length; i++)
            voxels[i] = labels[i] is (int)AnatomicalLabel.Thyroid or (int)AnatomicalLabel.Lesion ? (byte)1 : (byte)0;
        return new Mask(Labels.Geometry, voxels);
    }
}
