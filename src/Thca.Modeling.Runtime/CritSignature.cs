using System.Security.Cryptography;
using Thca.Modeling.Runtime.Json;

namespace Thca.Modeling.Runtime;

/// <summary>
/// Detached signatures over the bytes of an artifact's file: ECDSA over their SHA-256 in DER, as <c>openssl dgst -sha256 -sign</c> writes them. The
/// integrity hash finds damage; a signature also finds an author who is not the one whose public key the caller holds.
/// </summary>
public static class CritSignature
{
    /// <summary>What a signature's file is called: the artifact's name with this behind it.</summary>
    public const string Extension = ".sig";

    /// <summary>Smallest key that is accepted.</summary>
    public const int FewestBits = 256;

    /// <summary>Signs the bytes of a file.</summary>
    /// <param name="artifact">All bytes of the file.</param>
    /// <param name="privateKey">Key on a curve of at least 256 bits.</param>
    /// <exception cref="ArgumentException">The key is too small.</exception>
    public static byte[] Sign(byte[] artifact, ECDsa privateKey)
    {
        if (privateKey.KeySize < FewestBits) throw new ArgumentException($"The key has {privateKey.KeySize} bits; at least {FewestBits} are needed.", nameof(privateKey));
        return EcdsaDer.FromFixed(privateKey.SignHash(Hash(artifact)));
    }

    /// <summary>Whether a signature belongs to the bytes and the key. False, never an error, for anything malformed.</summary>
    /// <param name="artifact">All bytes of the file.</param>
    /// <param name="signature">The signature in DER.</param>
    /// <param name="publicKey">The author's key; it decides the curve.</param>
    public static bool Verify(byte[] artifact, byte[] signature, ECDsa publicKey)
    {
        if (publicKey.KeySize < FewestBits || EcdsaDer.ToFixed(signature, (publicKey.KeySize + 7) / 8) is not { } plain) return false;
        try
        {
            return publicKey.VerifyHash(Hash(artifact), plain);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[] Hash(byte[] bytes) => Hashing.Digest(bytes, bytes.Length);
}
