namespace Thca.Segmentation.Planning;

/// <summary>One configuration as the planner decides it.</summary>
internal sealed record PlannedConfiguration(
    IReadOnlyList<double> Spacing, IReadOnlyList<double> MedianShape, NetworkTopology Topology, IReadOnlyList<int> Features, int BatchSize, long Elements);
