using System.Security.Cryptography;
using System.Text;

namespace Thca.Core.Provenance;

/// <summary>SHA-256 of some content, as 64 lower-case hexadecimal digits.</summary>
/// <param name="Hex">The digits.</param>
public readonly record struct ContentHash(string Hex)
{
    /// <summary>Hash of bytes.</summary>
    public static ContentHash Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Hash of the UTF-8 bytes of a text.</summary>
    public static ContentHash Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Hash of a file's bytes.</summary>
    public static ContentHash OfFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return new ContentHash(Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>The digits.</summary>
    public override string ToString() => Hex ?? "";
}
