using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Outcomes;

namespace Thca.Segmentation.Preprocessing;

/// <summary>Uncompressed NumPy arrays (<c>.npy</c>) that are read in place.</summary>
internal sealed class NpyArray<T> : IDisposable
    where T : unmanaged
{
    private const string Remedy = "Preprocess the case again.";

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long _offset;

    private NpyArray(MemoryMappedFile file, MemoryMappedViewAccessor view, int[] shape, long offset) => (_file, _view, Shape, _offset) = (file, view, shape, offset);

    public int[] Shape { get; }

    public static NpyArray<T> Open(string path)
    {
        NumpyHeader header;
        using (FileStream stream = File.OpenRead(path)) header = NumpyHeader.Read(stream, Remedy);
        string wanted = NumpyHeader.TypeOf<T>();
        if (header.Type != wanted) throw new DataFormatException($"{Path.GetFileName(path)} has the type {header.Type} instead of {wanted}.", Remedy, ProblemCodes.FormatInvalid);
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        return new NpyArray<T>(file, file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read), [.. header.Shape], header.Offset);
    }

    /// <summary>Copies consecutive elements.</summary>
    public void Read(long first, Span<T> target) => _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(_offset + first * Marshal.SizeOf<T>()), target);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
