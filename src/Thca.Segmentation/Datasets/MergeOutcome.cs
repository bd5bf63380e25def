using Thca.Core.Outcomes;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Datasets;

/// <summary>What became of one case.</summary>
/// <param name="Id">The case.</param>
/// <param name="Report">Its merge report, or why it was not merged.</param>
public sealed record MergeOutcome(string Id, Outcome<MergeReport> Report);
