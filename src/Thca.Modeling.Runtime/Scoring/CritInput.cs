using System.Globalization;

namespace Thca.Modeling.Runtime.Scoring;

/// <summary>One named value of a patient: a number, a label or missing, with the unit it is stated in.</summary>
public readonly record struct CritInput
{
    private readonly double _number;
    private readonly bool _hasNumber;

    private CritInput(double number, string? label, string? unit) => (_number, _hasNumber, Label, Unit) = (number, !double.IsNaN(number), label, unit);

    /// <summary>A missing value; also what <c>default</c> is.</summary>
    public static CritInput Missing => default;

    /// <summary>The number; NaN for a label or a missing value.</summary>
    public double Number => _hasNumber ? _number : double.NaN;

    /// <summary>The label; null for a number or a missing value.</summary>
    public string? Label { get; }

    /// <summary>UCUM unit the number is stated in.</summary>
    /// <value>Null: the unit of the feature.</value>
    public string? Unit { get; }

    /// <summary>Whether the value is missing.</summary>
    public bool IsMissing => Label is null && !_hasNumber;

    /// <summary>A number; NaN is a missing value.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">UCUM unit it is stated in; null means the unit of the feature.</param>
    public static CritInput Of(double value, string? unit = null) => new(value, null, unit);

    /// <summary>A label, e.g. "Female" or "T2".</summary>
    public static CritInput Of(string label) => new(double.NaN, label, null);

    /// <summary>The value as text.</summary>
    public override string ToString()
    {
        string text = Label ?? (IsMissing ? "missing" : Number.ToString("R", CultureInfo.InvariantCulture));
        return Unit is null ? text : $"{text} {Unit}";
    }
}
