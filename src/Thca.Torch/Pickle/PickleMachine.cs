using System.Globalization;
using System.Numerics;
using System.Text;
using Thca.Torch.Weights;

namespace Thca.Torch.Pickle;

/// <summary>
/// Interprets the subset of pickle protocol 2 to 5 that PyTorch checkpoints use. Executes nothing: names are inert symbols, and only the
/// constructors of <see cref="PickleConstructors"/> make values. An unknown opcode is refused with its position.
/// </summary>
internal sealed class PickleMachine(CheckpointReadOptions limits, Dictionary<string, PickleStorage> storages)
{
    private static readonly object Mark = new();
    private readonly Dictionary<long, object?> _memo = [];
    private readonly List<object?> _stack = [];
    private int _values;

    /// <summary>Reads one pickle and returns its object and its length in bytes.</summary>
    public (object? Value, int Length) Run(ReadOnlySpan<byte> bytes)
    {
        _stack.Clear();
        _memo.Clear();
        var cursor = new PickleCursor(bytes);
        while (true)
        {
            int at = cursor.Position;
            byte opcode = cursor.Byte();
            if (opcode == 0x2E) return (Pop(), cursor.Position);
            if (!Constant(opcode, ref cursor) && !Container(opcode) && !Memo(opcode, ref cursor) && !Object(opcode, ref cursor))
                throw PickleConstructors.Refuse(string.Create(CultureInfo.InvariantCulture, $"pickle opcode 0x{opcode:X2} at byte {at} is not among those weights need"));
        }
    }

    private bool Constant(byte opcode, ref PickleCursor cursor)
    {
        switch (opcode)
        {
            case 0x80: Protocol(cursor.Byte()); return true;
            case 0x95: cursor.Take(8); return true;
            case 0x4E: Push(null); return true;
            case 0x88: Push(true); return true;
            case 0x89: Push(false); return true;
            case 0x4A: Push((long)cursor.Int32()); return true;
            case 0x4B: Push((long)cursor.Byte()); return true;
            case 0x4D: Push((long)cursor.UInt16()); return true;
            case 0x8A: PushLong(cursor.Take(cursor.Byte())); return true;
            case 0x47: Push(cursor.DoubleBigEndian()); return true;
            case 0x58: Push(cursor.Text(cursor.UInt32())); return true;
            case 0x8C: Push(cursor.Text(cursor.Byte())); return true;
            case 0x8D: Push(cursor.Text(cursor.UInt64())); return true;
            case 0x54: Push(Encoding.Latin1.GetString(cursor.Take(cursor.UInt32()))); return true;
            case 0x55: Push(Encoding.Latin1.GetString(cursor.Take(cursor.Byte()))); return true;
            case 0x42: Push(cursor.Take(cursor.UInt32()).ToArray()); return true;
            case 0x43: Push(cursor.Take(cursor.Byte()).ToArray()); return true;
            default: return false;
        }
    }

    private bool Container(byte opcode)
    {
        switch (opcode)
        {
            case 0x28: Push(Mark); return true;
            case 0x30: Pop(); return true;
            case 0x31: PopToMark(); return true;
            case 0x29: Push(new PickleTuple([])); return true;
            case 0x74: Push(new PickleTuple(PopToMark())); return true;
            case 0x85: Push(new PickleTuple(PopMany(1))); return true;
            case 0x86: Push(new PickleTuple(PopMany(2))); return true;
            case 0x87: Push(new PickleTuple(PopMany(3))); return true;
            case 0x5D or 0x8F: Push(new List<object?>()); return true;
            case 0x61: Extend(PopMany(1)); return true;
            case 0x65 or 0x90: Extend(PopToMark()); return true;
            case 0x7D: Push(new PickleMap()); return true;
            case 0x73: SetItems(PopMany(2)); return true;
            case 0x75: SetItems(PopToMark()); return true;
            default: return false;
        }
    }

    private bool Memo(byte opcode, ref PickleCursor cursor)
    {
        switch (opcode)
        {
            case 0x71: Remember(cursor.Byte()); return true;
            case 0x72: Remember(cursor.UInt32()); return true;
            case 0x94: Remember(_memo.Count); return true;
            case 0x68: Recall(cursor.Byte()); return true;
            case 0x6A: Recall(cursor.UInt32()); return true;
            default: return false;
        }
    }

    private bool Object(byte opcode, ref PickleCursor cursor)
    {
        switch (opcode)
        {
            case 0x63:
                string module = cursor.Line();
                Push(new PickleGlobal(module, cursor.Line()));
                return true;
            case 0x93:
                object?[] names = PopMany(2);
                Push(names is [string owner, string name] ? new PickleGlobal(owner, name) : throw PickleConstructors.Refuse("a global without text names"));
                return true;
            case 0x52 or 0x81:
                object?[] call = PopMany(2);
                Push(call[0] is PickleGlobal global ? PickleConstructors.Reduce(global, call[1]) : throw PickleConstructors.Refuse("a call of something that is no name"));
                return true;
            case 0x62:
                object? state = Pop();
                PickleConstructors.Build(Peek(), state);
                return true;
            case 0x51:
                Push(PickleConstructors.Storage(Pop(), storages));
                return true;
            default:
                return false;
        }
    }

    private static void Protocol(byte version)
    {
        if (version is < 2 or > 5) throw PickleConstructors.Refuse(string.Create(CultureInfo.InvariantCulture, $"pickle protocol {version}, expected 2 to 5"));
    }

    private void PushLong(ReadOnlySpan<byte> littleEndian)
    {
        var value = new BigInteger(littleEndian);
        if (value >= long.MinValue && value <= long.MaxValue) Push((long)value);
        else Push(value);
    }

    private void Push(object? value)
    {
        if (++_values > limits.MaxValues) throw PickleConstructors.Refuse(string.Create(CultureInfo.InvariantCulture, $"more than {limits.MaxValues} values"));
        _stack.Add(value);
    }

    private object? Peek() => _stack.Count > 0 ? _stack[^1] : throw PickleConstructors.Refuse("the pickle's stack is empty");

    private object? Pop()
    {
        object? top = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private object?[] PopMany(int count)
    {
        if (_stack.Count < count) throw PickleConstructors.Refuse("the pickle's stack is too short");
        object?[] items = [.. _stack[^count..]];
        if (Array.IndexOf(items, Mark) >= 0) throw PickleConstructors.Refuse("a mark where a value is expected");
        _stack.RemoveRange(_stack.Count - count, count);
        return items;
    }

    private object?[] PopToMark()
    {
        int mark = _stack.LastIndexOf(Mark);
        if (mark < 0) throw PickleConstructors.Refuse("a mark is missing");
        object?[] items = [.. _stack[(mark + 1)..]];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private void Extend(object?[] items)
    {
        if (Peek() is not List<object?> list) throw PickleConstructors.Refuse("items for something that is no list");
        list.AddRange(items);
    }

    private void SetItems(object?[] items)
    {
        if (items.Length % 2 != 0) throw PickleConstructors.Refuse("a key without a value");
        switch (Peek())
        {
            case PickleMap map:
                for (int i = 0; i < items.Length; i += 2) map.Set(items[i] ?? throw PickleConstructors.Refuse("a key that is None"), items[i + 1]);
                break;
            case PickleOpaque:
                break;
            default:
                throw PickleConstructors.Refuse("items for something that is no dictionary");
        }
    }

    private void Remember(long slot)
    {
        if (_memo.Count >= limits.MaxValues) throw PickleConstructors.Refuse("the memo is too large");
        _memo[slot] = Peek();
    }

    private void Recall(long slot) => Push(_memo.TryGetValue(slot, out object? value)
        ? value
        : throw PickleConstructors.Refuse(string.Create(CultureInfo.InvariantCulture, $"memo slot {slot} is empty")));
}
