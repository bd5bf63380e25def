using System.Globalization;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Runtime.Scoring;

/// <summary>Turns named values into the model's row: names, units, labels, ratios, limits, missing values, in this order.</summary>
internal sealed class RowEncoder
{
    private readonly CritFeature[] _features;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly CritDerived?[] _derived;
    private readonly HashSet<string> _derivedInputs = new(StringComparer.Ordinal);
    private readonly double _maxMissing;
    private readonly CritWarning[] _standing;

    public RowEncoder(CritArtifact artifact, IEnumerable<CritWarning> standing)
    {
        _features = [.. artifact.Features];
        _maxMissing = artifact.MaxMissing;
        _standing = [.. standing];
        for (int i = 0; i < _features.Length; i++) _columns.Add(_features[i].Name, i);
        _derived = new CritDerived?[_features.Length];
        foreach (CritDerived derived in artifact.Derived)
        {
            _derived[_columns[derived.Name]] = derived;
            foreach (string input in derived.Inputs) _derivedInputs.Add(input);
        }
    }

    /// <summary>Warnings every patient gets.</summary>
    public IReadOnlyList<CritWarning> StandingWarnings => _standing;

    public EncodedRow Encode(IReadOnlyDictionary<string, CritInput> inputs)
    {
        var row = new EncodedRow(_features.Length);
        row.Warnings.AddRange(_standing);
        foreach (string name in inputs.Keys)
            if (!_columns.ContainsKey(name) && !_derivedInputs.Contains(name)) row.Ignored.Add(name);
        row.Ignored.Sort(StringComparer.Ordinal);
        for (int i = 0; i < _features.Length && row.Refusal is null; i++)
        {
            if (inputs.TryGetValue(_features[i].Name, out CritInput input)) row.Refusal = Resolve(_features[i], input, out row.Values[i]);
            else if (_derived[i] is null) row.Refusal = Absent(_features[i]);
            else row.Values[i] = double.NaN;
        }

        if (row.Refusal is null) Derive(row, inputs);
        if (row.Refusal is null) WarnOutOfRange(row);
        if (row.Refusal is null) row.Refusal = Complete(row.Values, row.Missing);
        if (row.Refusal is null && row.Missing.Count > 0) row.Warnings.Add(new(WarningCodes.ValuesMissing, $"{row.Missing.Count} missing: {string.Join(", ", row.Missing)}."));
        return row;
    }

    /// <summary>Winsorises an encoded row in place and applies the missing policy.</summary>
    public ModelRefusal? Complete(Span<double> row, List<string>? missing)
    {
        int absent = 0;
        ModelRefusal? forbidden = null;
        for (int i = 0; i < _features.Length; i++)
        {
            CritFeature feature = _features[i];
            if (double.IsNaN(row[i]))
            {
                absent++;
                missing?.Add(feature.Name);
                if (feature.Missing.Policy == CritMissingPolicy.Impute) row[i] = feature.Missing.Value!.Value;
                else if (feature.Missing.Policy == CritMissingPolicy.Error)
                    forbidden ??= new(RefusalCodes.FeatureMissing, $"{feature.Name} is missing and the model does not accept that.", "Measure it.");
            }
            else if (double.IsInfinity(row[i])) forbidden ??= NotFinite(feature.Name, row[i]);
            else if (feature.Winsor is { } winsor) row[i] = row[i] < winsor.Lower ? winsor.Lower : row[i] > winsor.Upper ? winsor.Upper : row[i];
        }

        return absent > _maxMissing * _features.Length
            ? new(RefusalCodes.TooManyMissing, FormattableString.Invariant($"{absent} of {_features.Length} features are missing; the model abstains above {_maxMissing:P0}."), "Measure more of them.")
            : forbidden;
    }

    private static ModelRefusal Absent(CritFeature feature) => new(RefusalCodes.FeatureAbsent, $"{feature.Name} ({feature.Unit}) is not among the given names.",
        "Names are matched exactly; pass a missing value if it was not measured.");

    private static ModelRefusal NotFinite(string name, double value) =>
        new(RefusalCodes.ValueNotFinite, $"{name} is {value.ToString("R", CultureInfo.InvariantCulture)}; a finite number is expected.", "Pass a missing value if it was not measured.");

    private static ModelRefusal? Resolve(CritFeature feature, CritInput input, out double value)
    {
        value = double.NaN;
        if (input.IsMissing) return null;
        if (feature.Encoding is { } encoding) return Encode(feature, encoding, input, out value);
        if (input.Label is { } label)
            return new(RefusalCodes.UnknownLabel, $"{feature.Name} is the text \"{label}\"; a number in {feature.Unit} is expected.", "Pass a number.");
        if (double.IsInfinity(input.Number)) return NotFinite(feature.Name, input.Number);
        if (input.Unit is null || string.Equals(input.Unit, feature.Unit, StringComparison.Ordinal))
        {
            value = input.Number;
            return null;
        }

        foreach (CritUnitConversion conversion in feature.Conversions)
        {
            if (!string.Equals(conversion.Unit, input.Unit, StringComparison.Ordinal)) continue;
            value = conversion.Factor * input.Number + conversion.Offset;
            return double.IsInfinity(value) ? NotFinite(feature.Name, value) : null;
        }

        return new(RefusalCodes.UnitMismatch, $"{feature.Name} is stated in {input.Unit}; the model takes {string.Join(", ", new[] { feature.Unit }.Concat(feature.Conversions.Select(c => c.Unit)))}.",
            "Convert the value and state its unit.");
    }

    private static ModelRefusal? Encode(CritFeature feature, CritEncoding encoding, CritInput input, out double value)
    {
        value = double.NaN;
        if (input.Label is { } label)
        {
            if (encoding.Codes.TryGetValue(label, out int code) || (encoding.Synonyms.TryGetValue(label, out string? meant) && encoding.Codes.TryGetValue(meant, out code)))
            {
                value = code;
                return null;
            }
        }
        else if (input.Unit is null or "1" && encoding.Codes.Values.Any(code => code == input.Number))
        {
            value = input.Number;
            return null;
        }

        return encoding.UnknownPolicy == CritUnknownPolicy.Missing
            ? null
            : new(RefusalCodes.UnknownLabel, $"{feature.Name} is \"{input}\"; expected one of {string.Join(", ", encoding.Codes.Keys)} or their codes.", "Correct the label.");
    }

    /// <summary>Recomputes ratios that are missing and compares the given ones with their parts.</summary>
    private void Derive(EncodedRow row, IReadOnlyDictionary<string, CritInput> inputs)
    {
        for (int i = 0; i < _features.Length && row.Refusal is null; i++)
        {
            if (_derived[i] is not { } derived) continue;
            double[] parts = new double[derived.Inputs.Count];
            for (int p = 0; p < parts.Length && row.Refusal is null; p++) row.Refusal = Part(row, inputs, derived, derived.Inputs[p], out parts[p]);
            if (row.Refusal is not null) return;
            double computed = DerivedValues.Compute(derived.Expression, parts);
            double given = row.Values[i];
            if (double.IsNaN(given))
            {
                row.Values[i] = computed;
                if (double.IsNaN(computed) && !inputs.ContainsKey(derived.Name)) row.Refusal = Absent(_features[i]);
            }
            else if (Math.Abs(given - computed) > derived.Tolerance * Math.Abs(computed))
            {
                row.Warnings.Add(new(WarningCodes.DerivedDiffers, FormattableString.Invariant($"{derived.Name} is given as {given:R}; {string.Join(", ", derived.Inputs)} give {computed:R}. The given value is used.")));
            }
        }
    }

    private ModelRefusal? Part(EncodedRow row, IReadOnlyDictionary<string, CritInput> inputs, CritDerived derived, string name, out double value)
    {
        value = double.NaN;
        if (_columns.TryGetValue(name, out int column)) value = row.Values[column];
        else if (inputs.TryGetValue(name, out CritInput input) && !input.IsMissing)
        {
            if (input.Label is not null) return new(RefusalCodes.UnknownLabel, $"{name} is the text \"{input.Label}\"; a number in {derived.InputUnit} is expected.", "Pass a number.");
            if (input.Unit is not null && !string.Equals(input.Unit, derived.InputUnit, StringComparison.Ordinal))
                return new(RefusalCodes.UnitMismatch, $"{name} is stated in {input.Unit}; {derived.Name} is computed from {derived.InputUnit}.", "Convert the value.");
            if (double.IsInfinity(input.Number)) return NotFinite(name, input.Number);
            value = input.Number;
        }

        return null;
    }

    private void WarnOutOfRange(EncodedRow row)
    {
        for (int i = 0; i < _features.Length; i++)
        {
            CritFeature feature = _features[i];
            if (!(row.Values[i] < feature.Range.Min) && !(row.Values[i] > feature.Range.Max)) continue;
            row.Warnings.Add(new(WarningCodes.OutOfRange, FormattableString.Invariant($"{feature.Name} is {row.Values[i]:R} {feature.Unit}; the development data span {feature.Range.Min:R} to {feature.Range.Max:R}.")));
        }
    }
}
