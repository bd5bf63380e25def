using System.Text.Json;
using Thca.Core.Errors;

namespace Thca.Pathology.Nuclei;

/// <summary>
/// Walks through a large JSON text and hands out the members of one container (an object or array found by the names that lead to it) one by
/// one, so that only one member has to fit into memory. Members beside the way are handed out too.
/// </summary>
internal sealed class JsonItemReader(Stream stream, string source, params string[] path)
{
    private const int LargestItem = 1 << 26;

    private readonly Stack<bool> _open = new();
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _final;
    private JsonReaderState _state = new(new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 });
    private bool _entering = true;
    private bool _done;

    /// <summary>Name of the current member; empty in an array.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whether the current member lies in the container, not beside the way to it.</summary>
    public bool IsItem { get; private set; }

    /// <summary>Goes to the next member.</summary>
    /// <returns>Its value, to be disposed of; null at the end.</returns>
    /// <exception cref="DataFormatException">The text is damaged, cut short, or no such container is where it should be.</exception>
    public JsonDocument? Next()
    {
        try
        {
            while (!_done)
            {
                if (Step(out JsonDocument? value))
                {
                    if (value is not null) return value;
                }
                else
                {
                    Fill();
                }
            }

            return null;
        }
        catch (JsonException exception)
        {
            throw new DataFormatException($"{source} is not valid JSON: {exception.Message}", "Export the nuclei again.", inner: exception);
        }
    }

    // One token or one whole value; false when more bytes are needed.
    private bool Step(out JsonDocument? value)
    {
        value = null;
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _final, _state);
        bool array = _open.TryPeek(out bool inArray) && inArray;
        if (!_entering && array) return Element(ref reader, out value);
        if (!reader.Read()) return false;
        if (_entering)
        {
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray) || (reader.TokenType == JsonTokenType.StartArray && _open.Count < path.Length))
                throw new DataFormatException($"{source}: {(_open.Count == 0 ? "the text" : $"'{path[_open.Count - 1]}'")} is no {(_open.Count < path.Length ? "object" : "object or array")}.", "Give a file of nuclei.");
            _open.Push(reader.TokenType == JsonTokenType.StartArray);
            _entering = false;
        }
        else if (reader.TokenType == JsonTokenType.EndObject)
        {
            Close();
        }
        else
        {
            return Member(ref reader, out value);
        }

        Accept(ref reader);
        return true;
    }

    private bool Member(ref Utf8JsonReader reader, out JsonDocument? value)
    {
        value = null;
        int level = _open.Count - 1;
        if (level < path.Length && reader.ValueTextEquals(path[level]))
        {
            _entering = true;
            Accept(ref reader);
            return true;
        }

        string name = reader.GetString() ?? "";
        if (!reader.Read() || !JsonDocument.TryParseValue(ref reader, out value)) return false;
        (Name, IsItem) = (name, level == path.Length);
        Accept(ref reader);
        return true;
    }

    private bool Element(ref Utf8JsonReader reader, out JsonDocument? value)
    {
        value = null;
        if (!reader.Read()) return false;
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            Close();
            Accept(ref reader);
            return true;
        }

        if (!JsonDocument.TryParseValue(ref reader, out value)) return false;
        (Name, IsItem) = ("", _open.Count - 1 == path.Length);
        Accept(ref reader);
        return true;
    }

    private void Close()
    {
        _open.Pop();
        _done = _open.Count == 0;
    }

    private void Accept(ref Utf8JsonReader reader)
    {
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private void Fill()
    {
        if (_final) throw new DataFormatException($"{source} ends before its JSON is complete.", "Export the nuclei again.", Core.Outcomes.ProblemCodes.FileTruncated);
        if (_start > 0) _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LargestItem) throw new DataFormatException($"{source} has a member of more than {LargestItem >> 20} MB.", "Split the file.", Core.Outcomes.ProblemCodes.SizeLimitExceeded);
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _final = read == 0;
        _end += read;
    }
}
