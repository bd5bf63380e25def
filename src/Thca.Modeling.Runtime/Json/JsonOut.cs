using System.Text.Json;
using Thca.Modeling.Runtime.Decisions;

namespace Thca.Modeling.Runtime.Json;

/// <summary>Short forms for writing members; null numbers are written as null.</summary>
internal static class JsonOut
{
    public static void Number(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, Finite(number, name));
        else json.WriteNull(name);
    }

    public static void Value(this Utf8JsonWriter json, double? value, string name)
    {
        if (value is { } number) json.WriteNumberValue(Finite(number, name));
        else json.WriteNullValue();
    }

    public static void Numbers(this Utf8JsonWriter json, string name, IReadOnlyList<double> values) => json.List(name, values, (j, v) => j.Value(v, name));

    public static void Texts(this Utf8JsonWriter json, string name, IReadOnlyList<string> values) => json.List(name, values, (j, v) => j.WriteStringValue(v));

    public static void List<T>(this Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items) write(json, item);
        json.WriteEndArray();
    }

    /// <summary>A map, its keys in ordinal order so that equal artifacts give equal bytes.</summary>
    public static void Map<T>(this Utf8JsonWriter json, string name, IReadOnlyDictionary<string, T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartObject(name);
        foreach (KeyValuePair<string, T> item in items.OrderBy(i => i.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(item.Key);
            write(json, item.Value);
        }

        json.WriteEndObject();
    }

    /// <summary>An object, or null.</summary>
    public static void Object<T>(this Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        json.WritePropertyName(name);
        json.ObjectValue(value, write);
    }

    public static void ObjectValue<T>(this Utf8JsonWriter json, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        write(json, value);
        json.WriteEndObject();
    }

    public static void Estimate(Utf8JsonWriter json, CritEstimate value)
    {
        json.Number("value", value.Value);
        json.Number("lower", value.Lower);
        json.Number("upper", value.Upper);
        json.WriteString("method", value.Method);
    }

    private static double Finite(double value, string name) => double.IsNaN(value) || double.IsInfinity(value)
        ? throw new CritModelException(RefusalCodes.ModelInconsistent, $"{name} is not finite; an artifact holds finite numbers only.", "Leave it null.")
        : value;
}
