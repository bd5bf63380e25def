using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Imputation;

/// <summary>The scale on which a numeric column enters models: itself, or log2(x + c) with c = 0 if all values are positive, else half the smallest positive one.</summary>
/// <param name="Log">Whether logarithms are taken.</param>
/// <param name="Offset">c; 0 without logarithms.</param>
public readonly record struct ModelScale(bool Log, double Offset)
{
    /// <summary>Learns the scale of a column.</summary>
    public static ModelScale Learn(ClinicalSeries series)
    {
        if (series.Definition.Transform == ColumnTransform.None) return default;
        double[] observed = Finite.Observed(series.Values);
        double[] positive = [.. observed.Where(v => v > 0)];
        if (positive.Length == 0) return default;
        return new ModelScale(true, positive.Length == observed.Length ? 0 : positive.Min() / 2);
    }

    /// <summary>A value on the model scale; negative values, which have no logarithm, become NaN.</summary>
    public double Forward(double value) => Log ? value + Offset > 0 ? Math.Log2(value + Offset) : double.NaN : value;

    /// <summary>A value on its own scale.</summary>
    public double Back(double value) => Log ? Math.Pow(2, value) - Offset : value;
}
