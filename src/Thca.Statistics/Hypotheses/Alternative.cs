namespace Thca.Statistics.Hypotheses;

/// <summary>The alternative a test is made against.</summary>
public enum Alternative
{
    /// <summary>The groups differ in either direction.</summary>
    TwoSided,

    /// <summary>The first group (or the first cell) is smaller.</summary>
    Less,

    /// <summary>The first group (or the first cell) is larger.</summary>
    Greater,
}
