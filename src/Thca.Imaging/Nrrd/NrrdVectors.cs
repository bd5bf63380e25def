using Thca.Core.Errors;
using Thca.Imaging.Codecs;

namespace Thca.Imaging.Nrrd;

/// <summary>Vectors of an NRRD header: <c>(a,b,c) (d,e,f) none</c>.</summary>
internal static class NrrdVectors
{
    /// <summary>Splits at the spaces between vectors.</summary>
    public static string[] Split(string text)
    {
        List<string> parts = [];
        for (int i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            int end = text[i] == '(' ? text.IndexOf(')', i) + 1 : text.IndexOf(' ', i);
            if (end <= 0) end = text.Length;
            parts.Add(text[i..end]);
            i = end;
        }

        return parts.Count > 0 ? [.. parts] : throw new DataFormatException("The NRRD header has an empty list of vectors.", "The file is damaged.");
    }

    /// <summary>Numbers of one vector, padded with zero to three.</summary>
    public static double[] Parse(string vector, string field)
    {
        string[] parts = vector.Trim('(', ')').Split(',');
        if (parts.Length is < 1 or > 4 || !vector.StartsWith('('))
            throw new DataFormatException($"The NRRD field '{field}' holds '{vector}'; expected a vector like (1,0,0).", "The file is damaged.");
        var result = new double[3];
        for (int i = 0; i < Math.Min(3, parts.Length); i++) result[i] = TextHeader.Number(parts[i].Trim(), field, "NRRD");
        return result;
    }
}
