using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Torch.Weights;

namespace Thca.Torch.Pickle;

/// <summary>The few constructors that a checkpoint may call, each written out here; everything else stays an inert placeholder.</summary>
internal static class PickleConstructors
{
    private const int MaxRank = 8;

    public static object? Reduce(PickleGlobal global, object? argument)
    {
        object?[] arguments = argument is PickleTuple tuple ? tuple.Items : throw Refuse($"{global} is called without a tuple of arguments");
        return (global.Module, global.Name) switch
        {
            ("torch._utils", "_rebuild_tensor_v2") => Tensor(arguments),
            ("torch._utils", "_rebuild_parameter") => arguments is [PickleTensor tensor, ..] ? tensor : throw Refuse("a parameter without a tensor"),
            ("collections", "OrderedDict") => OrderedDict(arguments),
            ("torch", "device") => string.Join(":", arguments.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture))),
            ("torch", "Size") => arguments is [PickleTuple size] ? size : throw Refuse("torch.Size without a tuple"),
            ("numpy.core.multiarray" or "numpy._core.multiarray", "scalar") => Scalar(arguments),
            ("numpy", "dtype") => arguments is [string code, ..] ? new PickleDType(code) : throw Refuse("numpy.dtype without a code"),
            ("_codecs", "encode") => arguments is [string text, ..] ? Encoding.Latin1.GetBytes(text) : throw Refuse("_codecs.encode without text"),
            ("builtins" or "__builtin__", "set" or "frozenset") => arguments is [List<object?> items] ? items : new List<object?>(),
            ("builtins" or "__builtin__", "complex" or "slice") => new PickleTuple(arguments),
            ("builtins" or "__builtin__", "bytearray") => arguments is [byte[] bytes, ..] ? bytes : Array.Empty<byte>(),
            _ => new PickleOpaque(global),
        };
    }

    /// <summary>The storage a persistent identifier names; the same key gives the same storage.</summary>
    public static PickleStorage Storage(object? id, Dictionary<string, PickleStorage> known)
    {
        if (id is not PickleTuple { Items: [string and "storage", PickleGlobal type, string key, _, long count, ..] })
            throw Refuse("a persistent identifier that is not a storage");
        WeightType element = StorageType(type);
        if (count < 0) throw Refuse(string.Create(CultureInfo.InvariantCulture, $"storage {key} with {count} elements"));
        if (!known.TryGetValue(key, out PickleStorage? storage)) return known[key] = new PickleStorage(key, element, count);
        return storage.Type == element && storage.Count == count ? storage : throw Refuse($"storage {key} declared twice with other types or sizes");
    }

    /// <summary>State that an object receives after construction.</summary>
    public static void Build(object? target, object? state)
    {
        if (target is PickleDType type && state is PickleTuple { Items: [_, string order, ..] }) type.BigEndian = order == ">";
    }

    private static WeightType StorageType(PickleGlobal global) => global.Module is "torch" or "torch.storage"
        ? global.Name switch
        {
            "FloatStorage" => WeightType.Float32,
            "DoubleStorage" => WeightType.Float64,
            "HalfStorage" => WeightType.Float16,
            "BFloat16Storage" => WeightType.BFloat16,
            "LongStorage" => WeightType.Int64,
            "IntStorage" => WeightType.Int32,
            "ShortStorage" => WeightType.Int16,
            "CharStorage" => WeightType.Int8,
            "ByteStorage" or "UntypedStorage" => WeightType.UInt8,
            "BoolStorage" => WeightType.Bool,
            _ => throw Refuse($"the storage type {global}"),
        }
        : throw Refuse($"the storage type {global}");

    private static PickleTensor Tensor(object?[] arguments)
    {
        if (arguments is not [PickleStorage storage, long offset, PickleTuple size, PickleTuple stride, ..]) throw Refuse("a tensor with unexpected arguments");
        long[] shape = Integers(size), strides = Integers(stride);
        if (shape.Length != strides.Length || shape.Length > MaxRank) throw Refuse(string.Create(CultureInfo.InvariantCulture, $"a tensor of rank {shape.Length} with {strides.Length} strides"));
        EnsureInside(storage, offset, shape, strides);
        return new PickleTensor(storage, offset, shape, strides);
    }

    private static void EnsureInside(PickleStorage storage, long offset, long[] shape, long[] strides)
    {
        try
        {
            long last = offset, count = WeightTensor.ElementCount(shape);
            for (int i = 0; i < shape.Length; i++)
            {
                if (strides[i] < 0) throw Refuse("a tensor with a negative stride");
                if (count > 0) last = checked(last + (shape[i] - 1) * strides[i]);
            }

            // A zero stride repeats elements; the copy would then be larger than the file can justify.
            bool outside = offset < 0 || (count > 0 && last >= storage.Count) || count > storage.Count;
            if (outside) throw Refuse($"a tensor that reaches outside storage {storage.Key}");
        }
        catch (OverflowException)
        {
            throw Refuse("a tensor whose size overflows");
        }
    }

    private static long[] Integers(PickleTuple tuple) => [.. tuple.Items.Select(i => i is long value ? value : throw Refuse("an extent that is not an integer"))];

    private static PickleMap OrderedDict(object?[] arguments)
    {
        var map = new PickleMap();
        if (arguments is not [List<object?> pairs]) return map;
        foreach (object? pair in pairs)
        {
            if (pair is PickleTuple { Items: [{ } key, var value] }) map.Set(key, value);
            else throw Refuse("an ordered dictionary with an entry that is no pair");
        }

        return map;
    }

    private static object Scalar(object?[] arguments)
    {
        if (arguments is not [PickleDType type, byte[] bytes]) throw Refuse("a NumPy scalar with unexpected arguments");
        byte[] little = type.BigEndian ? [.. bytes.Reverse()] : bytes;
        return (type.Code, little.Length) switch
        {
            ("f2", 2) => (object)(double)BinaryPrimitives.ReadHalfLittleEndian(little),
            ("f4", 4) => (double)BinaryPrimitives.ReadSingleLittleEndian(little),
            ("f8", 8) => BinaryPrimitives.ReadDoubleLittleEndian(little),
            ("i1", 1) => (long)(sbyte)little[0],
            ("u1" or "b1", 1) => (long)little[0],
            ("i2", 2) => (long)BinaryPrimitives.ReadInt16LittleEndian(little),
            ("u2", 2) => (long)BinaryPrimitives.ReadUInt16LittleEndian(little),
            ("i4", 4) => (long)BinaryPrimitives.ReadInt32LittleEndian(little),
            ("u4", 4) => (long)BinaryPrimitives.ReadUInt32LittleEndian(little),
            ("i8" or "u8", 8) => BinaryPrimitives.ReadInt64LittleEndian(little),
            _ => throw Refuse($"a NumPy scalar of type {type.Code} with {bytes.Length} bytes"),
        };
    }

    internal static DataFormatException Refuse(string what) =>
        new($"The checkpoint is refused: {what}.", "Export the weights as safetensors from the program that made them.", ProblemCodes.FormatInvalid);
}
