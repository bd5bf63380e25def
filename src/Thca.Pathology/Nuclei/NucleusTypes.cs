using Thca.Core.Histology;

namespace Thca.Pathology.Nuclei;

/// <summary>Names and colours of the classes of nuclei, the same in every file and picture.</summary>
public static class NucleusTypes
{
    private static readonly (string Name, string Point, string Group, byte Red, byte Green, byte Blue)[] Table =
    [
        ("Background", "nolabe", "background", 255, 165, 0),
        ("Neoplastic Epithelial", "neopla", "tumour", 255, 0, 0),
        ("Inflammatory", "inflam", "inflammatory", 255, 255, 0),
        ("Connective", "connec", "connective", 0, 255, 0),
        ("Dead", "necros", "dead", 128, 128, 128),
        ("Non-neoplastic Epithelial", "no-neo", "epithelial", 0, 0, 255),
    ];

    /// <summary>Number of classes, background included: 6.</summary>
    public static int Count => Table.Length;

    /// <summary>The classes of nuclei proper, 1 to 5.</summary>
    public static IReadOnlyList<NucleusType> Proper { get; } = [.. Enumerable.Range(1, Table.Length - 1).Select(i => (NucleusType)i)];

    /// <summary>Name of a class, such as "Neoplastic Epithelial".</summary>
    public static string Name(NucleusType type) => Table[(int)type].Name;

    /// <summary>Name of a class in QuPath's point tables, such as "neopla".</summary>
    public static string PointName(NucleusType type) => Table[(int)type].Point;

    /// <summary>Name of a class as the group of a heterogeneity column, such as "tumour".</summary>
    public static string GroupName(NucleusType type) => Table[(int)type].Group;

    /// <summary>Colour of a class in overlays and legends, 8 bits each.</summary>
    public static (byte Red, byte Green, byte Blue) Color(NucleusType type) => (Table[(int)type].Red, Table[(int)type].Green, Table[(int)type].Blue);

    /// <summary>The class of a number from a file.</summary>
    /// <param name="number">0 to 5.</param>
    /// <returns>null for any other number.</returns>
    public static NucleusType? FromNumber(long number) => number >= 0 && number < Table.Length ? (NucleusType)number : null;

    /// <summary>The class of a name, in any case, with blanks, hyphens or underscores between the words; the names of point tables and groups too.</summary>
    /// <returns>null for any other name.</returns>
    public static NucleusType? FromName(string name)
    {
        string wanted = Letters(name);
        for (int i = 0; i < Table.Length; i++)
        {
            if (wanted == Letters(Table[i].Name) || wanted == Letters(Table[i].Point) || wanted == Letters(Table[i].Group)) return (NucleusType)i;
        }

        return wanted is "NONE" or "NOLABEL" ? NucleusType.Background : null;
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetter)).ToUpperInvariant();
}
