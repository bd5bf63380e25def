using Thca.Core.Histology;

namespace Thca.Pathology.Detection.Tiling;

/// <summary>One square of a slide's core grid, in pixels of the detector's grid.</summary>
/// <param name="Id">Number along rows of cores, from 0; counts unused cores too.</param>
/// <param name="Row">Row of the core.</param>
/// <param name="Column">Column of the core.</param>
/// <param name="Box">The half-open square; the last ones reach beyond the slide.</param>
public readonly record struct DetectionCore(int Id, int Row, int Column, PixelBox Box);
