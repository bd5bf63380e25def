using System.Globalization;
using System.IO.MemoryMappedFiles;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;

namespace Thca.Segmentation.Inference;

/// <summary>
/// Accumulators of a prediction: one map per class and one of weights, at the network's resolution. Small ones lie in memory, large ones in a
/// temporary file that is mapped, so that the kernel may write pages out and memory does not grow with the number of classes.
/// </summary>
internal sealed unsafe class LogitStore : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly string? _path;
    private readonly byte* _start;

    /// <summary>Zeros for every class.</summary>
    /// <param name="size">Voxels.</param>
    /// <param name="classes">Classes.</param>
    /// <param name="memoryLimit">Bytes above which a file is used.</param>
    /// <param name="folder">Where the file goes.</param>
    /// <exception cref="ThcaException">The folder has not enough room.</exception>
    public LogitStore(GridSize size, int classes, long memoryLimit, string folder)
    {
        (Size, Classes) = (size, classes);
        long bytes = (long)size.Count * (classes + 1) * sizeof(float);
        IsFile = bytes > memoryLimit;
        if (IsFile)
        {
            EnsureRoom(folder, bytes);
            _path = Path.Combine(folder, $".thca-logits-{Guid.NewGuid():N}.tmp");
            _file = MemoryMappedFile.CreateFromFile(_path, FileMode.CreateNew, null, bytes, MemoryMappedFileAccess.ReadWrite);
        }
        else
        {
            _file = MemoryMappedFile.CreateNew(null, bytes);
        }

        _view = _file.CreateViewAccessor(0, bytes);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    public GridSize Size { get; }

    public int Classes { get; }

    /// <summary>Whether the maps lie in a file.</summary>
    public bool IsFile { get; }

    /// <summary>The map of a class.</summary>
    public Span<float> Class(int index) => new((float*)_start + (long)index * Size.Count, Size.Count);

    /// <summary>Sums of the weights so far.</summary>
    public Span<float> Weights => Class(Classes);

    public void Dispose()
    {
        if (_view.SafeMemoryMappedViewHandle.IsClosed) return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
        if (_path is not null) File.Delete(_path);
    }

    // A mapped file that the disk cannot hold would end the process when a page is written.
    private static void EnsureRoom(string folder, long bytes)
    {
        Directory.CreateDirectory(folder);
        long free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        if (bytes <= free) return;
        throw new ThcaException(
            ProblemCodes.OutOfMemoryEstimate,
            string.Create(CultureInfo.InvariantCulture, $"The class maps need {bytes / 1e9:0.0} GB in '{folder}'; {free / 1e9:0.0} GB are free."),
            "Choose another folder for temporary files (--temp), a coarser configuration, or crop the image.");
    }
}
