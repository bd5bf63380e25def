using Thca.Core.Geometry;
using Thca.Core.Outcomes;

namespace Thca.Segmentation.Preprocessing;

/// <summary>What became of one case in one configuration.</summary>
/// <param name="Id">The case.</param>
/// <param name="Configuration">The configuration.</param>
/// <param name="Size">Its size after resampling, or why it failed.</param>
/// <param name="Reused">Whether an earlier run's files were still right.</param>
public sealed record PreprocessingOutcome(string Id, string Configuration, Outcome<GridSize> Size, bool Reused);
