using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Torch.Pickle;

namespace Thca.Torch.Weights;

/// <summary>
/// Reads PyTorch checkpoints (<c>.pth</c>, <c>.pt</c>; zip container and the older stream) without Python and without executing anything.
/// Sizes are checked against the file and the limits before memory is taken. Checkpoints are read, never written.
/// </summary>
public static class TorchCheckpointFile
{
    private static readonly BigInteger LegacyMagic = BigInteger.Parse("119547037146038801333356", CultureInfo.InvariantCulture);

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="DataFormatException">Not a checkpoint, damaged, TorchScript, or it holds what weights do not need.</exception>
    public static CheckpointContent Read(string path, CheckpointReadOptions? options = null) => Read(File.ReadAllBytes(path), options);

    /// <summary>Reads the content of a checkpoint file.</summary>
    /// <exception cref="DataFormatException">Not a checkpoint, damaged, TorchScript, or it holds what weights do not need.</exception>
    public static CheckpointContent Read(ReadOnlyMemory<byte> file, CheckpointReadOptions? options = null)
    {
        options ??= new CheckpointReadOptions();
        try
        {
            object? root = file.Span.StartsWith("PK\u0003\u0004"u8) ? ReadZip(file, options) : ReadLegacy(file, options);
            return CheckpointAssembler.Assemble(root, options);
        }
        catch (Exception exception) when (exception is InvalidDataException or OverflowException or ArgumentException or EndOfStreamException or NotSupportedException or IOException)
        {
            throw new DataFormatException($"The checkpoint is damaged: {exception.Message}", "Copy the file again.", inner: exception);
        }
    }

    private static object? ReadZip(ReadOnlyMemory<byte> file, CheckpointReadOptions options)
    {
        using var archive = new ZipArchive(new MemoryStream(file.ToArray(), writable: false), ZipArchiveMode.Read);
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in archive.Entries) entries[entry.FullName] = entry;
        string[] pickles = [.. entries.Keys.Where(n => n.EndsWith("/data.pkl", StringComparison.Ordinal))];
        if (pickles is not [string pickleName])
            throw new DataFormatException($"The archive has {pickles.Length} entries named data.pkl, expected one.", "Give a file written by torch.save.");
        string prefix = pickleName[..^"data.pkl".Length];
        if (entries.ContainsKey(prefix + "constants.pkl"))
            throw new DataFormatException("The file is a TorchScript program, not a checkpoint.", "Save model.state_dict() with torch.save, or export safetensors.", ProblemCodes.FormatUnsupported);
        EnsureLittleEndian(entries.GetValueOrDefault(prefix + "byteorder"));
        var storages = new Dictionary<string, PickleStorage>(StringComparer.Ordinal);
        byte[] pickle = Bytes(entries[pickleName], options.MaxPickleBytes);
        object? root = new PickleMachine(options, storages).Run(pickle).Value;
        EnsureTotal(storages.Values, options);
        foreach (PickleStorage storage in storages.Values)
        {
            ZipArchiveEntry entry = entries.GetValueOrDefault(prefix + "data/" + storage.Key) ?? throw PickleConstructors.Refuse($"storage {storage.Key} is missing from the archive");
            long expected = storage.Count * storage.Type.ElementSize();
            if (entry.Length != expected)
                throw PickleConstructors.Refuse(string.Create(CultureInfo.InvariantCulture, $"storage {storage.Key} has {entry.Length} bytes, expected {expected}"));
            storage.Data = Bytes(entry, expected);
        }

        return root;
    }

    private static object? ReadLegacy(ReadOnlyMemory<byte> file, CheckpointReadOptions options)
    {
        var storages = new Dictionary<string, PickleStorage>(StringComparer.Ordinal);
        var machine = new PickleMachine(options, storages);
        int at = 0;
        object? Next()
        {
            ReadOnlySpan<byte> rest = file.Span[at..];
            (object? value, int length) = machine.Run(rest[..(int)Math.Min(rest.Length, options.MaxPickleBytes)]);
            at += length;
            return value;
        }

        if (file.Length < 2 || file.Span[0] != 0x80 || Next() is not BigInteger magic || magic != LegacyMagic)
            throw new DataFormatException("The file is neither a PyTorch zip checkpoint nor the older stream.", "Give a .pth or .pt file written by torch.save, or a .safetensors file.");
        if (Next() is not (long and 1001)) throw PickleConstructors.Refuse("the stream's protocol is not 1001");
        Next();
        object? root = Next();
        if (Next() is not List<object?> keys) throw PickleConstructors.Refuse("the stream's list of storages is missing");
        EnsureTotal(storages.Values, options);
        foreach (object? key in keys)
        {
            PickleStorage storage = key is string text && storages.TryGetValue(text, out PickleStorage? found) ? found : throw PickleConstructors.Refuse("a storage that no tensor uses");
            long bytes = storage.Count * storage.Type.ElementSize();
            if (file.Length - at < 8 + bytes || BinaryPrimitives.ReadInt64LittleEndian(file.Span[at..]) != storage.Count)
                throw PickleConstructors.Refuse($"storage {storage.Key} is cut short or has another size");
            storage.Data = file.Slice(at + 8, (int)bytes);
            at += 8 + (int)bytes;
        }

        return root;
    }

    private static byte[] Bytes(ZipArchiveEntry entry, long limit)
    {
        if (entry.CompressedLength != entry.Length) throw PickleConstructors.Refuse($"entry {entry.FullName} is compressed");
        if (entry.Length > limit) throw PickleConstructors.Refuse(string.Create(CultureInfo.InvariantCulture, $"entry {entry.FullName} has {entry.Length} bytes, the limit is {limit}"));
        var bytes = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void EnsureTotal(IEnumerable<PickleStorage> storages, CheckpointReadOptions options)
    {
        long total = 0;
        foreach (PickleStorage storage in storages) total = checked(total + storage.Count * storage.Type.ElementSize());
        if (total > options.MaxStorageBytes)
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The checkpoint promises {total} bytes of weights, the limit is {options.MaxStorageBytes}."), "Raise the limit if the file is trusted.", ProblemCodes.SizeLimitExceeded);
    }

    private static void EnsureLittleEndian(ZipArchiveEntry? entry)
    {
        if (entry is null) return;
        if (!Bytes(entry, 16).AsSpan().StartsWith("little"u8))
            throw new DataFormatException("The checkpoint was written on a big-endian machine.", "Save it again on a little-endian machine.", ProblemCodes.FormatUnsupported);
    }
}
