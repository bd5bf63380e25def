namespace Thca.Phantoms.Ct;

/// <summary>One part of a lesion with its own mean attenuation.</summary>
/// <param name="Index">Label in <see cref="NeckCtCase.Habitats"/>, from 1.</param>
/// <param name="Kind">0 necrotic, 1 solid, 2 enhancing.</param>
/// <param name="MeanHu">Mean attenuation before noise, HU.</param>
/// <param name="VolumeMm3">Volume in mm³.</param>
public sealed record HabitatTruth(int Index, int Kind, double MeanHu, double VolumeMm3);
