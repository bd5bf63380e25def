using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Pathology.HoverNet.Network;

/// <summary>The operations HoVer-Net is built from.</summary>
internal static class Layers
{
    public static TorchSharp.Modules.Conv2d Convolution(int input, int output, int kernel, int stride = 1, int groups = 1, bool bias = false) =>
        Conv2d(input, output, kernel, stride, padding: 0L, groups: groups, bias: bias);

    public static TorchSharp.Modules.BatchNorm2d Norm(int features) => BatchNorm2d(features, eps: 1e-5, momentum: 0.1);

    /// <summary>Batch normalisation and ReLU; the ReLU works in place on the fresh output of the normalisation, never on its input.</summary>
    public static Tensor NormRelu(TorchSharp.Modules.BatchNorm2d norm, Tensor input) => functional.relu(norm.call(input), inplace: true);

    /// <summary>Zeros so that a convolution keeps size / stride; the height decides for both axes, the odd zero comes last.</summary>
    public static Tensor PadSame(Tensor input, int kernel, int stride)
    {
        long height = input.shape[2];
        long total = height % stride == 0 ? Math.Max(kernel - stride, 0) : Math.Max(kernel - height % stride, 0);
        if (total == 0) return input;
        long start = total / 2, end = total - start;
        return functional.pad(input, [start, end, start, end]);
    }

    /// <summary>Removes rows and columns around the centre, the odd one at the end.</summary>
    public static Tensor Crop(Tensor input, long rows, long columns)
    {
        long top = rows / 2, left = columns / 2;
        return input.narrow(2, top, input.shape[2] - rows).narrow(3, left, input.shape[3] - columns);
    }

    /// <summary>Cuts a tensor around its centre to the size of another.</summary>
    public static Tensor CropTo(Tensor input, Tensor size) => Crop(input, input.shape[2] - size.shape[2], input.shape[3] - size.shape[3]);

    /// <summary>Every pixel as a 2 x 2 block, times a 2 x 2 matrix that published weights carry along; it holds ones.</summary>
    public static Tensor Upsample(Tensor input, Tensor matrix)
    {
        long[] size = input.shape;
        return (input.unsqueeze(3).unsqueeze(5) * matrix.view(1, 1, 1, 2, 1, 2)).view(size[0], size[1], 2 * size[2], 2 * size[3]);
    }
}
