using System.Text.RegularExpressions;

namespace Thca.Core.Tables;

/// <summary>Recognises identifiers that a spreadsheet has changed.</summary>
public static partial class IdentifierText
{
    /// <summary>
    /// Why an identifier looks damaged by a spreadsheet, or null when it looks intact. Recognised: scientific notation (<c>1E+05</c>), a
    /// formula wrapper (<c>="001"</c>), a guard apostrophe (<c>'001</c>), a decimal tail (<c>12.0</c>), error values (<c>#REF!</c>), blanks around it.
    /// </summary>
    /// <param name="text">The identifier as it stands in the table.</param>
    public static string? SpreadsheetDamage(string text)
    {
        if (text.Length == 0) return null;
        if (text.Length != text.Trim().Length) return "blanks around the identifier";
        if (Scientific().IsMatch(text)) return "a number in scientific notation; the original digits are lost";
        if (text[0] == '=') return "a spreadsheet formula instead of its text";
        if (text[0] == '\'') return "a leading apostrophe that guards text in spreadsheets";
        if (DecimalTail().IsMatch(text)) return "a number with a decimal tail; leading zeros may be lost";
        return ErrorValue().IsMatch(text) ? "a spreadsheet error value" : null;
    }

    [GeneratedRegex(@"^[+-]?\d+([.,]\d+)?[eE]\+\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Scientific();

    [GeneratedRegex(@"^\d+[.,]0+$", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalTail();

    [GeneratedRegex(@"^#(REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|#+)$", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorValue();
}
