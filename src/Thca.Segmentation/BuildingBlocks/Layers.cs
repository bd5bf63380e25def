using Thca.Segmentation.Architectures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Segmentation.BuildingBlocks;

/// <summary>Layers for two or three spatial axes from the same description.</summary>
internal static class Layers
{
    public static Module<Tensor, Tensor> Convolution(int input, int output, IReadOnlyList<int> kernel, IReadOnlyList<int>? stride = null, bool bias = true)
    {
        stride ??= [.. kernel.Select(_ => 1)];
        return kernel.Count == 3
            ? Conv3d(input, output, Triple(kernel), Triple(stride), Triple([.. kernel.Select(k => (k - 1) / 2)]), bias: bias)
            : Conv2d(input, output, Pair(kernel), Pair(stride), Pair([.. kernel.Select(k => (k - 1) / 2)]), bias: bias);
    }

    public static Module<Tensor, Tensor> Upsampling(int input, int output, IReadOnlyList<int> stride, bool bias) => stride.Count == 3
        ? ConvTranspose3d(input, output, Triple(stride), Triple(stride), bias: bias)
        : ConvTranspose2d(input, output, Pair(stride), Pair(stride), bias: bias);

    public static Module<Tensor, Tensor> Normalisation(NormalisationKind kind, int features, int dimensions, double epsilon) => (kind, dimensions) switch
    {
        (NormalisationKind.Instance, 3) => InstanceNorm3d(features, eps: epsilon, affine: true),
        (NormalisationKind.Instance, _) => InstanceNorm2d(features, eps: epsilon, affine: true),
        (_, 3) => BatchNorm3d(features, eps: epsilon),
        _ => BatchNorm2d(features, eps: epsilon),
    };

    /// <summary>A 1 x 1 (x 1) convolution.</summary>
    public static Module<Tensor, Tensor> Pointwise(int input, int output, int dimensions, bool bias = true) =>
        Convolution(input, output, [.. Enumerable.Repeat(1, dimensions)], bias: bias);

    private static (long, long, long) Triple(IReadOnlyList<int> v) => (v[0], v[1], v[2]);

    private static (long, long) Pair(IReadOnlyList<int> v) => (v[0], v[1]);
}
