namespace Thca.Proteomics.Panel;

/// <summary>How a protein was measured.</summary>
public enum ScaleType
{
    /// <summary>Four ordered staining grades, 0 to 3.</summary>
    Grade4,

    /// <summary>A continuous intensity.</summary>
    Continuous,

    /// <summary>H-score, 0 to 300.</summary>
    HScore,

    /// <summary>Immunoreactive score, 0 to 12.</summary>
    Irs,
}
