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
        int length = count < 0 ? bytes.Length : count;
#if NETSTANDARD2_0
        using var sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(bytes, 0, length);
#else
        byte[] hash = SHA256.HashData(bytes.AsSpan(0, length));
#endif
        var text = new char[hash.Length * 2];
        const string Digits = "0123456789abcdef";
        for (int i = 0; i < hash.Length; i++) (text[2 * i], text[2 * i + 1]) = (Digits[hash[i] >> 4], Digits[hash[i] & 15]);
        return new string(text);
    }
}
