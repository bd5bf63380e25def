using Thca.Modeling.Data;

namespace Thca.Modeling.Training;

/// <summary>Sizes of a training part before and after resampling; fractional where they are means over folds.</summary>
/// <param name="Before">Rows before.</param>
/// <param name="After">Rows after.</param>
/// <param name="MinorityAfter">Rows of the originally rarer class after.</param>
public readonly record struct ResampledRows(double Before, double After, double MinorityAfter)
{
    internal static ResampledRows Of(LabelledMatrix real, LabelledMatrix trained) =>
        new(real.RowCount, trained.RowCount, 2 * real.Events <= real.RowCount ? trained.Events : trained.RowCount - trained.Events);

    internal static ResampledRows Mean(IReadOnlyList<ResampledRows> parts) => new(parts.Average(p => p.Before), parts.Average(p => p.After), parts.Average(p => p.MinorityAfter));
}
