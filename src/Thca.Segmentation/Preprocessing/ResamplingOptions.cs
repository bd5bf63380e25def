using System.Globalization;
using Thca.Core.Errors;

namespace Thca.Segmentation.Preprocessing;

/// <summary>How arrays are brought to another voxel size; the arguments of nnU-Net's <c>resample_data_or_seg_to_shape</c>.</summary>
public sealed record ResamplingOptions
{
    /// <summary>Interpolation within the plane or the volume: 0 nearest, 1 linear, 3 cubic B-spline. Labels take 0 or 1.</summary>
    /// <value>3.</value>
    public int Order { get; init; } = 3;

    /// <summary>Interpolation along the axis of thick slices where it is treated on its own: 0 nearest, 1 linear, with <see cref="Order"/> 3 also 3 cubic B-spline.</summary>
    /// <value>0.</value>
    public int OrderZ { get; init; }

    /// <summary>Whether the axis of thick slices is treated on its own; null: when a spacing is more than 3 times the smallest, before or after.</summary>
    /// <value>null.</value>
    public bool? ForceSeparateZ { get; init; }

    /// <summary>Images: cubic.</summary>
    public static ResamplingOptions ForImages { get; } = new();

    /// <summary>Labels and logits: linear.</summary>
    public static ResamplingOptions Linear { get; } = new() { Order = 1 };

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">An order is not available; all problems are listed.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (Order is not (0 or 1 or 3)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"Order is {Order}; 0, 1 and 3 are available."));
        if (OrderZ is not (0 or 1) && (OrderZ, Order) is not (3, 3)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"OrderZ is {OrderZ}; 0 and 1 are available, with Order 3 also 3."));
        OptionsException.ThrowIfAny(problems);
    }
}
