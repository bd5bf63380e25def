using System.Globalization;
using Thca.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Thca.Radiomics.Parameters;

/// <summary>Reads one YAML (or JSON) document into strings, lists and dictionaries; later duplicates win. Depth is bounded.</summary>
internal sealed class YamlReader
{
    private const int MaximumDepth = 16;

    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, object?> _anchors = [];

    private YamlReader(TextReader text)
    {
        _parser = new Parser(text);
        _parser.MoveNext();
    }

    /// <summary>The document: null, a string, a list, or a dictionary.</summary>
    /// <exception cref="DataFormatException">The text is not YAML.</exception>
    public static object? Read(TextReader text)
    {
        try
        {
            var reader = new YamlReader(text);
            reader._parser.Consume<StreamStart>();
            if (!reader._parser.TryConsume<DocumentStart>(out _)) return null;
            object? root = reader.Node(0);
            reader._parser.Consume<DocumentEnd>();
            return root;
        }
        catch (YamlException error)
        {
            throw new DataFormatException(
                string.Create(CultureInfo.InvariantCulture, $"The parameter file is not valid YAML at line {error.Start.Line}, column {error.Start.Column}: {error.Message}"),
                "Check indentation, quotes and colons there.",
                inner: error);
        }
    }

    private object? Node(int depth)
    {
        if (depth > MaximumDepth) throw new DataFormatException($"The parameter file nests deeper than {MaximumDepth} levels.");
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return _anchors.TryGetValue(alias.Value, out object? known) ? known : throw new DataFormatException($"The parameter file refers to the undefined anchor '{alias.Value}'.");
        AnchorName anchor = _parser.Current is NodeEvent node ? node.Anchor : AnchorName.Empty;
        object? value = Content(depth);
        if (!anchor.IsEmpty) _anchors[anchor] = value;
        return value;
    }

    private object? Content(int depth)
    {
        if (_parser.TryConsume<Scalar>(out var scalar)) return scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "None" ? null : scalar.Value;
        if (_parser.TryConsume<SequenceStart>(out _))
        {
            List<object?> list = [];
            while (!_parser.TryConsume<SequenceEnd>(out _)) list.Add(Node(depth + 1));
            return list;
        }

        _parser.Consume<MappingStart>();
        var map = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            string key = Node(depth + 1) as string ?? throw new DataFormatException("The parameter file has a key that is not text.");
            map[key] = Node(depth + 1);
        }

        return map;
    }
}
