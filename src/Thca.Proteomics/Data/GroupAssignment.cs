namespace Thca.Proteomics.Data;

/// <summary>The groups of the patients and what is known of their origin.</summary>
internal sealed record GroupAssignment(int[] Groups, string Column, bool[] Resubstituted, int[] Tertiles, IReadOnlyList<string> Flags);
