using System.Collections;
using System.Globalization;
using System.Reflection;
using Thca.Heterogeneity;

namespace Thca.Pipelines.Heterogeneity;

/// <summary>All settings of an analysis as names and texts, e.g. <c>Ith.Connectivity = 26</c>; unset ones are <c>by mode</c>.</summary>
internal static class HeterogeneityParameters
{
    /// <summary>Settings in the order of their declaration.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(TitanOptions options) => Of(options, "");

    private static IEnumerable<KeyValuePair<string, string>> Of(object options, string prefix)
    {
        foreach (PropertyInfo property in options.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            object? value = property.GetValue(options);
            string name = prefix + property.Name;
            if (value is not null && property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal))
            {
                foreach (KeyValuePair<string, string> inner in Of(value, name + ".")) yield return inner;
            }
            else
            {
                yield return new(name, Text(value));
            }
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "by mode",
        string text => text,
        Core.Randomness.RandomSeed seed => seed.Value.ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(',', list.Cast<object>()),
        _ => value.ToString() ?? "",
    };
}
