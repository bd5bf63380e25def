namespace Thca.Segmentation.Planning;

/// <summary>The network a plan is made for; decides the class name in the plans and what its memory estimate counts.</summary>
public enum PlannedNetwork
{
    /// <summary>The U-Net with sound gates (<c>thca.CbamUNet</c>); only this product can build it. The default.</summary>
    Cbam,

    /// <summary>The original's CBAM U-Net (<c>CBAMPlainConvUNet</c>).</summary>
    CbamReference,

    /// <summary>nnU-Net's U-Net (<c>PlainConvUNet</c>).</summary>
    Plain,
}
