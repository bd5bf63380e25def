using Thca.Pathology.GroupAnalysis;
using Thca.Pipelines.Pathology;

namespace Thca.Pipelines.Demo;

/// <summary>What the slides of the demonstration study gave.</summary>
/// <param name="Nuclei">Nuclei that the generator drew.</param>
/// <param name="Detected">Nuclei that the detector found.</param>
/// <param name="Features">Features and heterogeneity of the detected nuclei.</param>
/// <param name="Groups">The comparison of the model's risk groups.</param>
public sealed record DemoSlides(long Nuclei, long Detected, NuclearFeaturesResult Features, GroupStudyResult Groups);
