namespace Thca.Imaging;

/// <summary>File formats of volumes.</summary>
public enum VolumeFormat
{
    /// <summary>NIfTI-1 or NIfTI-2: <c>.nii</c>, <c>.nii.gz</c>, or the pair <c>.hdr</c> and <c>.img</c>.</summary>
    Nifti,

    /// <summary>NRRD: <c>.nrrd</c>, or <c>.nhdr</c> with a data file.</summary>
    Nrrd,

    /// <summary>MetaImage: <c>.mha</c>, or <c>.mhd</c> with a data file.</summary>
    MetaImage,
}
