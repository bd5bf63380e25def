using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Thca.Segmentation.Labels;

/// <summary>
/// Label names in a NIfTI header extension: the XML of Connectome Workbench (<c>CaretExtension … LabelTable</c>, extension code 0) that TotalSegmentator
/// writes into multi-label files.
/// </summary>
internal static class NiftiLabelNames
{
    private const int LargestExtension = 1 << 22;

    /// <summary>Names by value; empty where the file has no such extension.</summary>
    public static IReadOnlyDictionary<int, string> Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        bool gzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        try
        {
            if (!gzip) return FromHeader(file);
            using var stream = new GZipStream(file, CompressionMode.Decompress);
            return FromHeader(stream);
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException)
        {
            // Damage is reported when the voxels are read.
            return new Dictionary<int, string>();
        }
    }

    private static Dictionary<int, string> FromHeader(Stream stream)
    {
        var names = new Dictionary<int, string>();
        var start = new byte[4];
        stream.ReadExactly(start);
        bool little = BinaryPrimitives.ReadInt32LittleEndian(start) is 348 or 540;
        int size = little ? BinaryPrimitives.ReadInt32LittleEndian(start) : BinaryPrimitives.ReadInt32BigEndian(start);
        if (size is not (348 or 540)) return names;
        var header = new byte[size];
        start.CopyTo(header, 0);
        stream.ReadExactly(header.AsSpan(4));
        double offset = size == 348 ? Single(header.AsSpan(108), little) : Int64(header.AsSpan(168), little);
        if (!(offset >= size + 4 && offset <= LargestExtension)) return names;
        var extensions = new byte[(int)offset - size];
        stream.ReadExactly(extensions);
        if (extensions[0] == 0) return names;
        for (int at = 4; at + 8 <= extensions.Length;)
        {
            int length = Int32(extensions.AsSpan(at), little), code = Int32(extensions.AsSpan(at + 4), little);
            if (length < 8 || at + length > extensions.Length) break;
            if (code == 0) AddNames(Encoding.UTF8.GetString(extensions, at + 8, length - 8), names);
            at += length;
        }

        return names;
    }

    private static void AddNames(string text, Dictionary<int, string> names)
    {
        int end = text.LastIndexOf('>');
        if (end < 0) return;
        try
        {
            using var reader = XmlReader.Create(new StringReader(text[..(end + 1)]), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            foreach (XElement label in XDocument.Load(reader).Descendants("Label"))
            {
                if (int.TryParse(label.Attribute("Key")?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int key)) names[key] = label.Value.Trim();
            }
        }
        catch (XmlException)
        {
            // Another program's text; not label names.
        }
    }

    private static int Int32(ReadOnlySpan<byte> bytes, bool little) => little ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : BinaryPrimitives.ReadInt32BigEndian(bytes);

    private static long Int64(ReadOnlySpan<byte> bytes, bool little) => little ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : BinaryPrimitives.ReadInt64BigEndian(bytes);

    private static float Single(ReadOnlySpan<byte> bytes, bool little) => little ? BinaryPrimitives.ReadSingleLittleEndian(bytes) : BinaryPrimitives.ReadSingleBigEndian(bytes);
}
