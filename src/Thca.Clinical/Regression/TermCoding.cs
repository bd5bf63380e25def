using Thca.Clinical.Imputation;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Regression;

/// <summary>
/// How one variable enters a model, learnt from the training cohort and the same in every other: treatment contrasts against the reference
/// level, or a number per clinical unit, per doubling or per training standard deviation.
/// </summary>
public sealed class TermCoding
{
    private readonly ModelScale _scale;
    private readonly double _unit;

    private TermCoding(ClinicalColumn definition, ModelScale scale, double unit, string scaleText, IReadOnlyList<int> levels) =>
        (Definition, _scale, _unit, ScaleText, Levels) = (definition, scale, unit, scaleText, levels);

    /// <summary>The variable.</summary>
    public ClinicalColumn Definition { get; }

    /// <summary>Its name.</summary>
    public string Name => Definition.Name;

    /// <summary>What one odds ratio stands for, e.g. "per 10 years"; "vs Female" for levels.</summary>
    public string ScaleText { get; }

    /// <summary>Positions of the levels that occur in training, without the reference; empty for numbers.</summary>
    public IReadOnlyList<int> Levels { get; }

    /// <summary>Position of the level odds ratios compare with; -1 for numbers.</summary>
    public int ReferenceLevel { get; private init; } = -1;

    /// <summary>Number of design columns.</summary>
    public int Width => Definition.IsNumeric ? 1 : Levels.Count;

    /// <summary>Learns the coding of a variable from training values.</summary>
    public static TermCoding Learn(ClinicalSeries series)
    {
        ClinicalColumn d = series.Definition;
        if (d.IsNumeric) return Numeric(series);
        int[] present = [.. Finite.Observed(series.Values).Select(v => (int)v).Distinct().Order()];
        // A reference that nobody has would leave the model without a comparison: the first level present takes its place.
        int reference = present.Contains(d.ReferenceIndex) || present.Length == 0 ? d.ReferenceIndex : present[0];
        return new TermCoding(d, default, 1, $"vs {d.Levels[reference].Label}", [.. present.Where(l => l != reference)]) { ReferenceLevel = reference };
    }

    /// <summary>Design columns of a variable; NaN where it is missing or has a level unknown to training.</summary>
    public IReadOnlyList<(string Name, double[] Values)> Columns(ClinicalSeries series)
    {
        double[] values = series.Values.ToArray();
        if (Definition.IsNumeric) return [(Name, [.. values.Select(v => _scale.Forward(v) / _unit)])];
        return [.. Levels.Select(level => ($"{Name}={Definition.Levels[level].Label}", Array.ConvertAll(values, v => Indicator(v, level))))];
    }

    private double Indicator(double value, int level)
    {
        if (double.IsNaN(value)) return double.NaN;
        int position = (int)value;
        return position == level ? 1 : position == ReferenceLevel || Levels.Contains(position) ? 0 : double.NaN;
    }

    private static TermCoding Numeric(ClinicalSeries series)
    {
        ClinicalColumn d = series.Definition;
        ModelScale scale = ModelScale.Learn(series);
        if (scale.Log)
        {
            string offset = scale.Offset > 0 ? FormattableString.Invariant($" of (x + {scale.Offset:G4})") : "";
            return new TermCoding(d, scale, 1, $"per doubling{offset}", []);
        }

        if (!d.PerStandardDeviation)
            return new TermCoding(d, default, d.Per, FormattableString.Invariant($"per {d.Per} {(d.Unit.Length > 0 ? d.Unit : d.Per == 1 ? "unit" : "units")}"), []);
        double sd = Moments.StandardDeviation(Finite.Observed(series.Values)) * d.Per;
        if (!(sd > 0)) sd = 1;
        return new TermCoding(d, default, sd, FormattableString.Invariant($"per training SD ({sd:G4} {d.Unit}").TrimEnd() + ")", []);
    }
}
