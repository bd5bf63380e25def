namespace Thca.Segmentation.Architectures;

/// <summary>Normalisation behind every convolution.</summary>
public enum NormalisationKind
{
    /// <summary>Per sample and channel, without running statistics: nnU-Net's default.</summary>
    Instance,

    /// <summary>Over the batch, with running statistics for evaluation.</summary>
    Batch,
}
