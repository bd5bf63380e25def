using Thca.Core.Geometry;

namespace Thca.Phantoms.Ct;

/// <summary>What is known for certain about a synthetic lesion.</summary>
public sealed record NeckCtTruth
{
    /// <summary>Identifier of the layout of the JSON form.</summary>
    public const string Schema = "thca-phantom-truth/1";

    /// <summary>Voxels with the lesion's label.</summary>
    public required int LesionVoxels { get; init; }

    /// <summary>Their volume in mm³.</summary>
    public required double LesionVolumeMm3 { get; init; }

    /// <summary>Volume in mm³ of the ellipsoid the lesion was cut from: smaller by what lies in the airway or outside the body.</summary>
    public required double EllipsoidVolumeMm3 { get; init; }

    /// <summary>Diameter asked for, mm.</summary>
    public required double LesionDiameterMm { get; init; }

    /// <summary>Centre of the ellipsoid, mm, LPS.</summary>
    public required PhysicalPoint LesionCentre { get; init; }

    /// <summary>The lobe the lesion sits in.</summary>
    public required LesionSide Side { get; init; }

    /// <summary>Mean of the lesion minus the mean of the gland before noise, HU.</summary>
    public required double ContrastHu { get; init; }

    /// <summary>Heterogeneity asked for, 0 to 1.</summary>
    public required double Heterogeneity { get; init; }

    /// <summary>Standard deviation of the lesion before noise, HU.</summary>
    public required double StructureHu { get; init; }

    /// <summary>Standard deviation of the noise, HU.</summary>
    public required double NoiseHu { get; init; }

    /// <summary>The parts of the lesion.</summary>
    public required IReadOnlyList<HabitatTruth> Habitats { get; init; }
}
