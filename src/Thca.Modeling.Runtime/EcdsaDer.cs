namespace Thca.Modeling.Runtime;

/// <summary>ECDSA signatures between DER (a sequence of two integers, as in RFC 3279) and the fixed-width form that the platform takes.</summary>
internal static class EcdsaDer
{
    private const byte Sequence = 0x30, Integer = 0x02, OneLengthByte = 0x81;

    /// <summary>The two integers side by side, <paramref name="size"/> bytes each; null unless the bytes are exactly one strict DER signature.</summary>
    public static byte[]? ToFixed(byte[] der, int size)
    {
        int at = 0;
        if (!TryHeader(der, ref at, Sequence, out int length) || at + length != der.Length) return null;
        var result = new byte[2 * size];
        return TryInteger(der, ref at, result, 0, size) && TryInteger(der, ref at, result, size, size) && at == der.Length ? result : null;
    }

    /// <summary>The same signature in DER.</summary>
    public static byte[] FromFixed(byte[] plain)
    {
        int size = plain.Length / 2;
        byte[] r = IntegerOf(plain, 0, size), s = IntegerOf(plain, size, size);
        int length = r.Length + s.Length;
        return [Sequence, .. length < 0x80 ? [(byte)length] : new[] { OneLengthByte, (byte)length }, .. r, .. s];
    }

    private static byte[] IntegerOf(byte[] plain, int from, int size)
    {
        int first = from;
        while (first < from + size - 1 && plain[first] == 0) first++;
        int count = from + size - first;
        bool padded = plain[first] >= 0x80;
        return [Integer, (byte)(count + (padded ? 1 : 0)), .. padded ? new byte[1] : [], .. plain.Skip(first).Take(count)];
    }

    private static bool TryInteger(byte[] der, ref int at, byte[] result, int offset, int size)
    {
        if (!TryHeader(der, ref at, Integer, out int length) || length == 0 || at + length > der.Length) return false;
        int end = at + length;
        bool negative = der[at] >= 0x80, padded = der[at] == 0 && length > 1;
        if (negative || (padded && der[at + 1] < 0x80)) return false;
        if (padded) at++;
        int count = end - at;
        if (count > size) return false;
        Buffer.BlockCopy(der, at, result, offset + size - count, count);
        at = end;
        return true;
    }

    /// <summary>A tag and a length in its shortest form.</summary>
    private static bool TryHeader(byte[] der, ref int at, byte tag, out int length)
    {
        length = 0;
        if (at + 2 > der.Length || der[at] != tag) return false;
        length = der[at + 1];
        at += 2;
        if (length < 0x80) return true;
        if (length != OneLengthByte || at >= der.Length || der[at] < 0x80) return false;
        length = der[at++];
        return true;
    }
}
