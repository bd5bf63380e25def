using System.Globalization;
using Thca.Core.Errors;

namespace Thca.Segmentation.Planning;

/// <summary>How a data set is planned.</summary>
public sealed record PlannerOptions
{
    /// <summary>Name of the plans; also of their file and of the preprocessed folders.</summary>
    /// <value>nnUNetPlans.</value>
    public string PlansName { get; init; } = "nnUNetPlans";

    /// <summary>The network.</summary>
    /// <value><see cref="PlannedNetwork.Cbam"/>.</value>
    public PlannedNetwork Network { get; init; }

    /// <summary>Memory of the graphics card that training must fit, GB.</summary>
    /// <value>8.</value>
    public double MemoryGigabytes { get; init; } = 8;

    /// <summary>Whether gates are left out of the memory estimate, as in plans made for the plain U-Net and edited by hand.</summary>
    /// <value>false.</value>
    public bool BudgetLikePlain { get; init; }

    /// <summary>Voxel size wanted, mm, in array order z, y, x; null: from the data.</summary>
    /// <value>null.</value>
    public IReadOnlyList<double>? TargetSpacing { get; init; }

    /// <summary>Feature maps at full resolution.</summary>
    /// <value>32.</value>
    public int BaseFeatures { get; init; } = 32;

    /// <summary>Most feature maps of a 3D network.</summary>
    /// <value>320.</value>
    public int MaximumFeatures3D { get; init; } = 320;

    /// <summary>Most feature maps of a 2D network.</summary>
    /// <value>512.</value>
    public int MaximumFeatures2D { get; init; } = 512;

    /// <summary>Whether images keep the axis order of their files (the original) instead of being turned to LPS.</summary>
    /// <value>false.</value>
    public bool FileOrientation { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">A value is outside its range; all problems are listed.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (PlansName.Length == 0 || PlansName.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) problems.Add($"PlansName is '{PlansName}'; it must be a file name.");
        if (!(MemoryGigabytes is >= 0.5 and <= 1024)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"MemoryGigabytes is {MemoryGigabytes}; 0.5 to 1024 are allowed."));
        if (TargetSpacing is { } s && (s.Count != 3 || s.Any(v => !(v > 0 && double.IsFinite(v))))) problems.Add("TargetSpacing needs three positive numbers.");
        if (BaseFeatures < 1 || MaximumFeatures3D < BaseFeatures || MaximumFeatures2D < BaseFeatures) problems.Add("BaseFeatures must be at least 1 and not above the maxima.");
        OptionsException.ThrowIfAny(problems);
    }
}
