namespace Thca.Phantoms.Ct;

/// <summary>The lobe a lesion sits in.</summary>
public enum LesionSide
{
    /// <summary>The patient's left lobe.</summary>
    Left,

    /// <summary>The patient's right lobe.</summary>
    Right,
}
