namespace Thca.Pathology.Nuclei;

/// <summary>Which QuPath is to read a GeoJSON file.</summary>
public enum QuPathVersion
{
    /// <summary>0.4 and later: measurements as an object.</summary>
    Current,

    /// <summary>0.3 and earlier: measurements as a list of name and value.</summary>
    Legacy,
}
