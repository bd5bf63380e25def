using Thca.Core.Tables;

namespace Thca.Core.TableFormats;

/// <summary>One format's way of writing blocks of rows.</summary>
internal interface IColumnarSink : IDisposable
{
    void Write(ColumnarBlock block);

    void Complete();
}
