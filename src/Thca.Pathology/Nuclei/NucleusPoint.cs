using Thca.Core.Histology;

namespace Thca.Pathology.Nuclei;

/// <summary>A nucleus reduced to its centre and class.</summary>
/// <param name="X">Column of the centre, level-0 pixels.</param>
/// <param name="Y">Row of the centre, level-0 pixels.</param>
/// <param name="Type">Its class.</param>
public readonly record struct NucleusPoint(double X, double Y, NucleusType Type);
