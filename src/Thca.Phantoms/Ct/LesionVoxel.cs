namespace Thca.Phantoms.Ct;

/// <summary>A voxel of the lesion with the place of its centre, mm.</summary>
internal readonly record struct LesionVoxel(int Offset, double X, double Y, double Z);
