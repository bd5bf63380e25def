using Thca.Core.Tables;

namespace Thca.Core.TableFormats;

/// <summary>One format's way of reading blocks of rows.</summary>
internal interface IColumnarSource : IDisposable
{
    IReadOnlyList<ColumnarField> Fields { get; }

    IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Block by number, or null after the last.</summary>
    ColumnarBlock? Read(int number, ColumnarField[] fields);
}
