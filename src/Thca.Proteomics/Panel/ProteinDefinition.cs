namespace Thca.Proteomics.Panel;

/// <summary>One protein of a panel.</summary>
/// <param name="Column">Name of its column and in all results.</param>
/// <param name="Name">What it is.</param>
/// <param name="Pathway">Where it works.</param>
/// <param name="Expected">What was stated about it in high-risk tumours.</param>
public sealed record ProteinDefinition(string Column, string Name = "", string Pathway = "", ExpectedDirection Expected = ExpectedDirection.NotStated);
