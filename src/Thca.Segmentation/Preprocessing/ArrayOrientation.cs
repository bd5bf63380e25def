namespace Thca.Segmentation.Preprocessing;

/// <summary>Which way the axes of arrays run that a network sees.</summary>
public enum ArrayOrientation
{
    /// <summary>x to the patient's left, y to posterior, z to superior, whatever the file: left is a direction. The default.</summary>
    Lps,

    /// <summary>x to the patient's right, y to anterior, z to superior: nnU-Net's reorienting readers.</summary>
    Ras,

    /// <summary>As the voxels lie in the file: nnU-Net's default reader.</summary>
    File,
}
