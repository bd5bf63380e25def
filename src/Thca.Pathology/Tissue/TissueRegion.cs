using Thca.Core.Histology;

namespace Thca.Pathology.Tissue;

/// <summary>One piece of tissue.</summary>
/// <param name="Id">Number, from 1, in order of decreasing area.</param>
/// <param name="AreaMm2">Area in mm².</param>
/// <param name="Box">Box around it in level-0 pixels.</param>
public sealed record TissueRegion(int Id, double AreaMm2, PixelBox Box);
