namespace Thca.Proteomics.Reference;

/// <summary>One protein as the original study computed it: not for new conclusions.</summary>
public sealed record ReferenceProteinResult
{
    /// <summary>Column of the protein.</summary>
    public required string Protein { get; init; }

    /// <summary>Pearson's chi-square; Yates-corrected where only two groups and two labels occur.</summary>
    public required double ChiSquare { get; init; }

    /// <summary>Its p-value, unadjusted.</summary>
    public required double P { get; init; }

    /// <summary>Cramér's V from that statistic; NaN when one label occurs.</summary>
    public required double CramersV { get; init; }

    /// <summary>Stars of the unadjusted p-value.</summary>
    public string Stars => P switch { < 0.001 => "***", < 0.01 => "**", < 0.05 => "*", _ => "ns" };

    /// <summary>Labels that occur, alphabetically; a misspelt one is a label of its own.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Groups that occur, alphabetically.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Counts by group and label.</summary>
    public required int[,] Counts { get; init; }

    /// <summary>Mean code per group; labels that are not exactly one of the four count as missing.</summary>
    public required IReadOnlyList<double> Means { get; init; }

    /// <summary>Most frequent label per group, the alphabetically first of several, <c>Unknown</c> for none.</summary>
    public required IReadOnlyList<string> Dominant { get; init; }

    /// <summary>Effect in words: V from 0.5 Large, 0.3 Medium, 0.1 Small.</summary>
    public string EffectSize => CramersV switch { >= 0.5 => "Large", >= 0.3 => "Medium", >= 0.1 => "Small", _ => "Negligible" };
}
