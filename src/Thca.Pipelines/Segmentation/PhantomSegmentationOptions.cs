using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Geometry;

namespace Thca.Pipelines.Segmentation;

/// <summary>Size of the small segmentation study on generated CTs.</summary>
public sealed record PhantomSegmentationOptions
{
    /// <summary>CTs the network learns from.</summary>
    /// <value>6.</value>
    public int TrainingCases { get; init; } = 6;

    /// <summary>CTs it has never seen.</summary>
    /// <value>3.</value>
    public int TestCases { get; init; } = 3;

    /// <summary>Training steps; 0 leaves the study out.</summary>
    /// <value>400, about 100 CPU seconds.</value>
    public int Iterations { get; init; } = 400;

    /// <summary>Feature maps at full resolution; they double from stage to stage up to four times as many.</summary>
    /// <value>16.</value>
    public int BaseFeatures { get; init; } = 16;

    /// <summary>Voxels of a CT.</summary>
    /// <value>32 x 32 x 16.</value>
    public GridSize Size { get; init; } = new(32, 32, 16);

    /// <summary>Voxel size, mm.</summary>
    /// <value>3 x 3 x 5.</value>
    public Spacing Spacing { get; init; } = new(3, 3, 5);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="OptionsException">A number is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (TrainingCases < 1) problems.Add(string.Create(CultureInfo.InvariantCulture, $"TrainingCases is {TrainingCases}; expected at least 1."));
        if (TestCases < 1) problems.Add(string.Create(CultureInfo.InvariantCulture, $"TestCases is {TestCases}; expected at least 1."));
        if (Iterations < 0) problems.Add(string.Create(CultureInfo.InvariantCulture, $"Iterations is {Iterations}; expected at least 0."));
        if (BaseFeatures < 1) problems.Add(string.Create(CultureInfo.InvariantCulture, $"BaseFeatures is {BaseFeatures}; expected at least 1."));
        OptionsException.ThrowIfAny(problems);
    }
}
