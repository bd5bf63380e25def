namespace Thca.Modeling.Runtime.Artifact;

/// <summary>How the model was developed.</summary>
public enum CritProtocol
{
    /// <summary>Everything learned inside training folds; numbers may be believed.</summary>
    Sound,

    /// <summary>The published design with its outright bugs repaired.</summary>
    ReferenceCorrected,

    /// <summary>The published behaviour, not for inference.</summary>
    Reference,
}
