namespace Thca.Proteomics.Correlation;

/// <summary>Families of features a protein may go with; p-values are adjusted within each.</summary>
public enum FeatureFamily
{
    /// <summary>iTED features of CT.</summary>
    Ited,

    /// <summary>The 3-D ITHscore.</summary>
    IthScore,

    /// <summary>Spread of nuclear features of tumour cells on slides.</summary>
    NuclearIth,
}
