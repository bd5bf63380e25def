using System.Globalization;

namespace Thca.Modeling.Runtime.Json;

/// <summary>Numbers as text.</summary>
internal static class JsonText
{
    /// <summary>Round-trip text of a number.</summary>
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
