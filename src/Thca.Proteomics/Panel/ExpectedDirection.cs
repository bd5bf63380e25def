namespace Thca.Proteomics.Panel;

/// <summary>What was stated beforehand about a protein in high-risk tumours. Tests are two-sided whatever it says.</summary>
public enum ExpectedDirection
{
    /// <summary>Nothing was stated.</summary>
    NotStated,

    /// <summary>Lower expression in the high-risk group.</summary>
    Lower,

    /// <summary>Higher expression in the high-risk group.</summary>
    Higher,
}
