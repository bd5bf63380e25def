using System.Buffers.Binary;
using System.Text;

namespace Thca.Torch.Native;

/// <summary>Edits the table of needed symbol versions (section type SHT_GNU_verneed) of a 64-bit little-endian ELF library.</summary>
internal static class ElfVersionNeeds
{
    private const uint VersionNeedSection = 0x6ffffffe;
    private const ushort WeakFlag = 2;

    /// <summary>Marks a needed version as weak, so that its absence is no error. Returns whether the version was found.</summary>
    public static bool MakeWeak(Span<byte> library, string version)
    {
        if (!library.StartsWith("\u007fELF"u8) || library[4] != 2) return false;
        int sectionTable = (int)BinaryPrimitives.ReadUInt64LittleEndian(library[0x28..]);
        int entrySize = BinaryPrimitives.ReadUInt16LittleEndian(library[0x3A..]), count = BinaryPrimitives.ReadUInt16LittleEndian(library[0x3C..]);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> section = library.Slice(sectionTable + i * entrySize, entrySize);
            if (BinaryPrimitives.ReadUInt32LittleEndian(section[4..]) != VersionNeedSection) continue;
            int link = (int)BinaryPrimitives.ReadUInt32LittleEndian(section[40..]);
            int strings = (int)BinaryPrimitives.ReadUInt64LittleEndian(library[(sectionTable + link * entrySize + 24)..]);
            return Walk(library, (int)BinaryPrimitives.ReadUInt64LittleEndian(section[24..]), strings, Encoding.ASCII.GetBytes(version));
        }

        return false;
    }

    // Verneed: vn_version, vn_cnt (2 bytes each), vn_file, vn_aux, vn_next (4 each). Vernaux: vna_hash (4), vna_flags, vna_other (2 each), vna_name, vna_next (4 each).
    private static bool Walk(Span<byte> library, int need, int strings, ReadOnlySpan<byte> version)
    {
        bool found = false;
        while (true)
        {
            int auxiliary = need + (int)BinaryPrimitives.ReadUInt32LittleEndian(library[(need + 8)..]);
            for (int left = BinaryPrimitives.ReadUInt16LittleEndian(library[(need + 2)..]); left > 0; left--)
            {
                ReadOnlySpan<byte> name = library[(strings + (int)BinaryPrimitives.ReadUInt32LittleEndian(library[(auxiliary + 8)..]))..];
                if (name[..name.IndexOf((byte)0)].SequenceEqual(version))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(library[(auxiliary + 4)..], WeakFlag);
                    found = true;
                }

                auxiliary += (int)BinaryPrimitives.ReadUInt32LittleEndian(library[(auxiliary + 12)..]);
            }

            int next = (int)BinaryPrimitives.ReadUInt32LittleEndian(library[(need + 12)..]);
            if (next == 0) return found;
            need += next;
        }
    }
}
