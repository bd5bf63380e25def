using System.Globalization;

namespace Thca.Modeling.Runtime.Trees;

/// <summary>Walks the lines of a LightGBM text; errors name the line.</summary>
internal sealed class TextLines(string text)
{
    private int _position;

    public int LineNumber { get; private set; }

    public string Current { get; private set; } = "";

    public bool Next()
    {
        if (_position >= text.Length) return false;
        int end = text.IndexOf('\n', _position);
        int next = end < 0 ? text.Length : end + 1;
        if (end < 0) end = text.Length;
        if (end > _position && text[end - 1] == '\r') end--;
        Current = text.Substring(_position, end - _position);
        _position = next;
        LineNumber++;
        return true;
    }

    public CritModelException Malformed(string what) =>
        new(RefusalCodes.BoosterMalformed, $"Line {LineNumber} of the LightGBM text: {what}", "Save the model again with LightGBM's save_model.");

    public static CritModelException Unsupported(string what) =>
        new(RefusalCodes.BoosterUnsupported, what, "Only binary LightGBM models (text version v3 or v4) with constant leaves are read.");

    public int Integer(string value, string key) => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
        ? number
        : throw Malformed($"{key} must be an integer; found \"{Short(value)}\".");

    public double Number(string value, string key) => TryNumber(value.AsSpan(), out double number)
        ? number
        : throw Malformed($"{key} must be a finite number; found \"{Short(value)}\".");

    /// <summary>Exactly <paramref name="count"/> blank-separated numbers; infinite only where a split may part the missing values from all others.</summary>
    public double[] Numbers(string value, int count, string key, bool allowInfinite = false)
    {
        var numbers = new double[count];
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<char> token = Token(value, ref at);
            if (token.IsEmpty) throw Malformed($"{key} has {i} values; expected {count}.");
            if (allowInfinite && token.SequenceEqual("inf".AsSpan())) numbers[i] = double.PositiveInfinity;
            else if (allowInfinite && token.SequenceEqual("-inf".AsSpan())) numbers[i] = double.NegativeInfinity;
            else if (!TryNumber(token, out numbers[i])) throw Malformed($"{key}[{i}] is not a finite number: \"{Short(token.ToString())}\".");
        }

        if (!Token(value, ref at).IsEmpty) throw Malformed($"{key} has more than {count} values.");
        return numbers;
    }

    /// <summary>Exactly <paramref name="count"/> blank-separated integers in [<paramref name="min"/>, <paramref name="max"/>].</summary>
    public int[] Integers(string value, int count, string key, long min, long max)
    {
        var numbers = new int[count];
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<char> token = Token(value, ref at);
            if (token.IsEmpty) throw Malformed($"{key} has {i} values; expected {count}.");
            if (!TryInteger(token, out long number)) throw Malformed($"{key}[{i}] is not an integer: \"{Short(token.ToString())}\".");
            if (number < min || number > max) throw Malformed($"{key}[{i}] is {number}; expected {min} to {max}.");
            numbers[i] = unchecked((int)number);
        }

        if (!Token(value, ref at).IsEmpty) throw Malformed($"{key} has more than {count} values.");
        return numbers;
    }

    /// <summary>Checks that a line that is not otherwise used has as many values as it should.</summary>
    public void CheckCount(string value, int count, string key)
    {
        int at = 0, found = 0;
        while (!Token(value, ref at).IsEmpty) found++;
        if (found != count) throw Malformed($"{key} has {found} values; expected {count}.");
    }

    private static ReadOnlySpan<char> Token(string value, ref int at)
    {
        while (at < value.Length && value[at] == ' ') at++;
        int from = at;
        while (at < value.Length && value[at] != ' ') at++;
        return value.AsSpan(from, at - from);
    }

    private static bool TryInteger(ReadOnlySpan<char> token, out long number)
    {
        number = 0;
        bool negative = token.Length > 0 && token[0] == '-';
        int from = negative ? 1 : 0;
        if (token.Length == from || token.Length > 12) return false;
        for (int i = from; i < token.Length; i++)
        {
            if (token[i] is < '0' or > '9') return false;
            number = number * 10 + (token[i] - '0');
        }

        if (negative) number = -number;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> token, out double number)
    {
#if NETSTANDARD2_0
        bool parsed = double.TryParse(token.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
#else
        bool parsed = double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
#endif
        return parsed && !double.IsNaN(number) && !double.IsInfinity(number);
    }

    private static string Short(string text) => text.Length <= 40 ? text : text.Remove(40) + "...";
}
