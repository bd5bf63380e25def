namespace Thca.Imaging.Filtering;

/// <summary>Unit of a filter's length.</summary>
public enum LengthUnit
{
    /// <summary>Voxels: the same number along every axis.</summary>
    Voxels,

    /// <summary>Millimetres: divided by the spacing of each axis.</summary>
    Millimetres,
}
