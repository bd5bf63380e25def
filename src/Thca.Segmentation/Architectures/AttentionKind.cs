namespace Thca.Segmentation.Architectures;

/// <summary>What follows the last convolution of every stage.</summary>
public enum AttentionKind
{
    /// <summary>Channel and spatial gates whose pooled statistics carry information: convolution, norm, LeakyReLU, gates. The default.</summary>
    Sound,

    /// <summary>The original's gates: applied to the instance-normalised output, so that the channel gate is a learnt constant.</summary>
    Reference,

    /// <summary>No gates: the plain nnU-Net U-Net, the ablation baseline.</summary>
    None,
}
