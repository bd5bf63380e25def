using System.Security.Cryptography;
using System.Text;

namespace Thca.Modeling.Runtime.Json;

/// <summary>SHA-256 as lower-case hexadecimal.</summary>
internal static class Hashing
{
    /// <summary>Hash of the UTF-8 bytes of a text.</summary>
    public static string Sha256(string text) => Sha256(Encoding.UTF8.GetBytes(text), -1);

    /// <summary>Hash of the first <paramref name="count"/> bytes; all of them when negative.</summary>
    public static string Sha256(byte[] bytes, int count)
    {
        byte[] hash = Digest(bytes, count < 0 ? bytes.Length : count);
        var text = new char[hash.Length * 2];
        const string Digits = "0123456789abcdef";
        for (int i = 0; i < hash.Length; i++) (text[2 * i], text[2 * i + 1]) = (Digits[hash[i] >> 4], Digits[hash[i] & 15]);
        return new string(text);
    }

    /// <summary>The 32 bytes of the hash of the first <paramref name="count"/> bytes.</summary>
    public static byte[] Digest(byte[] bytes, int count)
    {
#if NETSTANDARD2_0
        using var sha = SHA256.Create();
        return sha.ComputeHash(bytes, 0, count);
#else
        return SHA256.HashData(bytes.AsSpan(0, count));
#endif
    }
}
