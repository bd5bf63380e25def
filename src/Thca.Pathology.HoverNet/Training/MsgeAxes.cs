namespace Thca.Pathology.HoverNet.Training;

/// <summary>Along which axis the gradient of each distance map is compared.</summary>
public enum MsgeAxes
{
    /// <summary>d/dx of the horizontal map and d/dy of the vertical one, as published.</summary>
    Matched,

    /// <summary>The other way round, as the PyTorch reference does.</summary>
    Swapped,
}
