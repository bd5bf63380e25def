namespace Thca.Core.Histology;

/// <summary>Classes of nuclei, numbered as in PanNuke and in HoVer-Net models trained on it.</summary>
public enum NucleusType : byte
{
    /// <summary>0: no class.</summary>
    Background = 0,

    /// <summary>1: neoplastic epithelial, the tumour.</summary>
    NeoplasticEpithelial = 1,

    /// <summary>2: inflammatory.</summary>
    Inflammatory = 2,

    /// <summary>3: connective tissue.</summary>
    Connective = 3,

    /// <summary>4: dead.</summary>
    Dead = 4,

    /// <summary>5: non-neoplastic epithelial.</summary>
    NonNeoplasticEpithelial = 5,
}
