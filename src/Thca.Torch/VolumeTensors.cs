using Thca.Core.Geometry;
using Thca.Core.Volumes;
using static TorchSharp.torch;

namespace Thca.Torch;

/// <summary>Bridges between volumes (x fastest) and tensors (batch, channel, z, y, x). Memory order is the same, so every copy is one block.</summary>
public static class VolumeTensors
{
    /// <summary>A tensor (1, 1, z, y, x) with a copy of a volume's values.</summary>
    public static Tensor ToTensor(Volume<float> volume) => ToTensor(volume.Voxels.ToArray(), 1, volume.Size);

    /// <summary>A tensor (1, channels, z, y, x) with a copy of the values.</summary>
    /// <param name="values">Channel after channel, x fastest.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="size">Extents.</param>
    /// <exception cref="ArgumentException">The number of values does not fit.</exception>
    public static Tensor ToTensor(float[] values, int channels, GridSize size)
    {
        if (values.LongLength != (long)channels * size.Count)
            throw new ArgumentException(FormattableString.Invariant($"{channels} channels of {size} need {(long)channels * size.Count} values, got {values.Length}."), nameof(values));
        TorchRuntime.EnsureLoaded();
        return tensor(values, [1, channels, size.Z, size.Y, size.X]);
    }

    /// <summary>A volume with a copy of the values of a tensor that has one channel.</summary>
    /// <param name="tensor">Any shape with as many elements as the grid has voxels; the last three axes are z, y, x.</param>
    /// <param name="geometry">The grid.</param>
    /// <exception cref="ArgumentException">The number of elements does not fit.</exception>
    public static Volume<float> ToVolume(Tensor tensor, ImageGeometry geometry) => new(geometry, ToArray(tensor));

    /// <summary>A copy of a tensor's values in memory order, single precision.</summary>
    public static float[] ToArray(Tensor tensor)
    {
        var values = new float[tensor.numel()];
        CopyTo(tensor, values);
        return values;
    }

    /// <summary>Copies a tensor's values in memory order, single precision.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="target">One place per element.</param>
    /// <exception cref="ArgumentException">The number of places does not fit.</exception>
    public static void CopyTo(Tensor tensor, float[] target)
    {
        if (target.LongLength != tensor.numel()) throw new ArgumentException(FormattableString.Invariant($"The tensor has {tensor.numel()} elements, there is place for {target.Length}."), nameof(target));
        using Tensor plain = tensor.detach().cpu().to_type(ScalarType.Float32).contiguous();
        plain.data<float>().CopyTo(target);
    }
}
