using Thca.Core.Histology;

namespace Thca.Pathology.Reports;

/// <summary>A nucleus to look at.</summary>
/// <param name="Nucleus">The nucleus, in level-0 pixels.</param>
/// <param name="Picture">What lies around it at 0.25 µm per pixel, with its outline.</param>
public sealed record GalleryNucleus(Nucleus Nucleus, RgbImage Picture);
