using System.Globalization;

namespace Thca.Radiomics.Parameters;

/// <summary>Turns the text of settings into values; every failure is a line in a list of problems.</summary>
internal sealed class SettingText(List<string> problems)
{
    public double Number(string path, object? value)
    {
        if (value is string text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) return number;
        return Fail(path, value, "a number", double.NaN);
    }

    public int Integer(string path, object? value)
    {
        if (value is string text && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)) return number;
        return Fail(path, value, "a whole number", 1);
    }

    public bool Switch(string path, object? value) => value is string text ? text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" => true,
        "FALSE" or "NO" or "OFF" => false,
        _ => Fail(path, value, "true or false", false),
    }
    : Fail(path, value, "true or false", false);

    /// <summary>A list of numbers; a single number counts as a list of one.</summary>
    public double[] Numbers(string path, object? value) => value is List<object?> list ? [.. list.Select(v => Number(path, v))] : [Number(path, value)];

    /// <summary>A list of whole numbers; a single one counts as a list of one.</summary>
    public int[] Integers(string path, object? value) => value is List<object?> list ? [.. list.Select(v => Integer(path, v))] : [Integer(path, value)];

    /// <summary>One of some words.</summary>
    public TEnum Choice<TEnum>(string path, object? value, IReadOnlyDictionary<string, TEnum> words)
        where TEnum : struct => value is string text && words.TryGetValue(text, out TEnum choice)
        ? choice
        : Fail(path, value, "one of " + string.Join(", ", words.Keys), default(TEnum));

    private T Fail<T>(string path, object? value, string wanted, T fallback)
    {
        string shown = value switch { null => "nothing", string text => $"'{text}'", List<object?> => "a list", _ => "a map" };
        problems.Add($"{path}: {shown} is not {wanted}.");
        return fallback;
    }
}
