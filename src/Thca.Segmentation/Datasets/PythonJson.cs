using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Core.Errors;
using Thca.Core.Files;

namespace Thca.Segmentation.Datasets;

/// <summary>JSON as Python writes it: bare <c>NaN</c> and <c>Infinity</c> are read as null; written files hold neither.</summary>
internal static class PythonJson
{
    private const int LargestFile = 256 << 20;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a file that holds one object.</summary>
    public static JsonObject ReadObject(string path) => Read(path) as JsonObject
        ?? throw new DataFormatException($"'{Path.GetFileName(path)}' holds no JSON object.", "Check that it is the right file.");

    /// <summary>Reads a file.</summary>
    public static JsonNode? Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'.", path);
        if (new FileInfo(path).Length > LargestFile) throw new DataFormatException($"'{Path.GetFileName(path)}' is larger than 256 MB.", "Check that it is the right file.");
        return Parse(File.ReadAllText(path), Path.GetFileName(path));
    }

    /// <summary>Parses text.</summary>
    public static JsonNode? Parse(string text, string source)
    {
        try
        {
            return JsonNode.Parse(WithoutNaN(text), documentOptions: new JsonDocumentOptions { MaxDepth = 64, AllowTrailingCommas = false });
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new DataFormatException($"'{source}' is no JSON: {exception.Message}", "Correct it or write it again.", inner: exception);
        }
    }

    /// <summary>Writes a value with LF and two blanks of indentation, atomically.</summary>
    public static void Write(string path, JsonNode node) => AtomicFile.WriteAllText(path, Text(node) + "\n");

    public static string Text(JsonNode node) => node.ToJsonString(Indented);

    private static string WithoutNaN(string text)
    {
        if (!text.Contains("NaN", StringComparison.Ordinal) && !text.Contains("Infinity", StringComparison.Ordinal)) return text;
        var result = new StringBuilder(text.Length);
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted)
            {
                result.Append(c);
                if (c == '\\' && i + 1 < text.Length) result.Append(text[++i]);
                else if (c == '"') quoted = false;
                continue;
            }

            string? word = Word(text.AsSpan(i));
            if (word is not null)
            {
                result.Append("null");
                i += word.Length - 1;
                continue;
            }

            quoted = c == '"';
            result.Append(c);
        }

        return result.ToString();
    }

    private static string? Word(ReadOnlySpan<char> text) =>
        text.StartsWith("NaN") ? "NaN" : text.StartsWith("-Infinity") ? "-Infinity" : text.StartsWith("Infinity") ? "Infinity" : null;
}
