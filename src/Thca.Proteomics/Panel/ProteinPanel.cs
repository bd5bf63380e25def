namespace Thca.Proteomics.Panel;

/// <summary>The panel of the study, and panels of any other proteins.</summary>
public static class ProteinPanel
{
    /// <summary>Eight mitochondrial and metabolic proteins; lower SUCLG1 and DLAT were stated for high-risk tumours, nothing for the others.</summary>
    public static IReadOnlyList<ProteinDefinition> Default { get; } =
    [
        new("SUCLG1", "succinate-CoA ligase, alpha subunit", "TCA cycle, substrate-level phosphorylation", ExpectedDirection.Lower),
        new("DLAT", "dihydrolipoamide S-acetyltransferase (E2 of the pyruvate dehydrogenase complex)", "pyruvate to acetyl-CoA; lipoylated", ExpectedDirection.Lower),
        new("IDH3B", "NAD-dependent isocitrate dehydrogenase 3, beta subunit", "TCA cycle"),
        new("ACSF2", "acyl-CoA synthetase family member 2", "fatty acid activation"),
        new("SUCLG2", "succinate-CoA ligase, GDP-forming beta subunit", "TCA cycle"),
        new("ACO2", "mitochondrial aconitase", "TCA cycle"),
        new("CYCS", "somatic cytochrome c", "electron transport, apoptosis"),
        new("VDAC2", "voltage-dependent anion channel 2", "outer membrane transport, apoptosis"),
    ];

    /// <summary>A panel by column names; those of the default panel keep what is known about them.</summary>
    public static IReadOnlyList<ProteinDefinition> Of(IEnumerable<string> columns) =>
        [.. columns.Select(c => Default.FirstOrDefault(d => d.Column == c) ?? new ProteinDefinition(c))];
}
