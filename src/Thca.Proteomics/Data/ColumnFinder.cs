using Thca.Core.Errors;
using Thca.Core.Tables;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Data;

/// <summary>Finds columns by the names used here, through a schema if there is one.</summary>
internal sealed class ColumnFinder
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.Ordinal);
    private readonly string _source;

    public ColumnFinder(TextTable table, ProteinSchema? schema)
    {
        _source = table.Source;
        foreach (string header in table.Header)
        {
            string canonical = schema?.Canonical(header) ?? header;
            if (!_headers.TryAdd(canonical, header))
                throw new TableException($"{_source}: columns '{_headers[canonical]}' and '{header}' both mean '{canonical}'.", "Keep one of them, or correct the schema.");
        }
    }

    /// <summary>The names used here, in table order.</summary>
    public IEnumerable<string> Canonical => _headers.Keys;

    /// <summary>The table's header for a column, or null.</summary>
    public string? Find(string name) => _headers.GetValueOrDefault(name);

    public string Require(string name)
    {
        if (Find(name) is { } header) return header;
        string? similar = _headers.Keys.FirstOrDefault(h => string.Equals(h.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase));
        throw new TableException(
            $"{_source} has no column '{name}'.",
            similar is null ? $"Columns: {string.Join(", ", _headers.Keys.Take(15))}{(_headers.Count > 15 ? ", …" : "")}." : $"There is '{similar}'; write it the same way or map it in a schema.");
    }
}
