using Thca.Core.Histology;
using Thca.Core.Outcomes;

namespace Thca.Pathology.Nuclei;

/// <summary>Nuclei read from a file of another program.</summary>
/// <param name="Nuclei">The nuclei, numbered from 0 in the file's order; area and centroid come from the filled outline.</param>
/// <param name="Power">Objective power, if the file tells; else NaN.</param>
/// <param name="Skipped">Members that are no nuclei: the first <see cref="NucleiImporter.ProblemsKept"/> with their reasons.</param>
/// <param name="SkippedCount">Number of all members that are no nuclei.</param>
public sealed record NucleiImport(IReadOnlyList<Nucleus> Nuclei, double Power, IReadOnlyList<Problem> Skipped, int SkippedCount);
