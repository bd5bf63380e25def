namespace Thca.Pathology.HoverNet.Network;

/// <summary>The two published forms of HoVer-Net.</summary>
public enum HoverNetMode
{
    /// <summary>3 x 3 decoder kernels, 256 pixels in, 164 out; models trained on PanNuke.</summary>
    Fast,

    /// <summary>5 x 5 decoder kernels, 270 pixels in, 80 out; models trained on CoNSeP or Kumar.</summary>
    Original,
}
