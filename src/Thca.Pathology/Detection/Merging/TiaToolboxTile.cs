using Thca.Core.Histology;

namespace Thca.Pathology.Detection.Merging;

/// <summary>One tile of the TIAToolbox scheme.</summary>
/// <param name="Set">0 grid, 1 vertical strips, 2 horizontal strips, 3 crosses.</param>
/// <param name="Box">The rectangle.</param>
/// <param name="Top">Whether the upper side has a neighbour.</param>
/// <param name="Bottom">Whether the lower side has a neighbour.</param>
/// <param name="Left">Whether the left side has a neighbour.</param>
/// <param name="Right">Whether the right side has a neighbour.</param>
internal readonly record struct TiaToolboxTile(int Set, PixelBox Box, bool Top, bool Bottom, bool Left, bool Right);
