namespace Thca.Segmentation.Training;

/// <summary>How weights follow gradients.</summary>
public enum OptimizerKind
{
    /// <summary>Stochastic gradient descent with Nesterov momentum: nnU-Net's choice, for thousands of steps.</summary>
    SgdNesterov,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019): for a few hundred steps.</summary>
    AdamW,
}
