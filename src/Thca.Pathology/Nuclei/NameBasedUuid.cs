using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Thca.Pathology.Nuclei;

/// <summary>UUIDs of version 5 (RFC 9562): the same name always gives the same identifier.</summary>
internal static class NameBasedUuid
{
    // The RFC's namespace of URLs, big-endian.
    private static readonly byte[] UrlNamespace = Convert.FromHexString("6BA7B8119DAD11D180B400C04FD430C8");

    /// <summary>The identifier of a nucleus: name <c>thca:nucleus:{slide}/{id}</c> in the namespace of URLs.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "Version 5 is defined by SHA-1; nothing is secured by it.")]
    public static Guid OfNucleus(string slide, int id)
    {
        byte[] name = Encoding.UTF8.GetBytes(FormattableString.Invariant($"thca:nucleus:{slide}/{id}"));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData([.. UrlNamespace, .. name], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
