using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging.Codecs;

namespace Thca.Imaging.MetaImage;

/// <summary>Fields of a MetaImage header.</summary>
internal sealed class MetaImageHeader
{
    private const string Format = "MetaImage";
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    private MetaImageHeader()
    {
    }

    public string DataFile => Required("ElementDataFile");

    public bool IsBinary => Flag("BinaryData", false);

    public bool IsCompressed => Flag("CompressedData", false);

    /// <summary>Bytes to skip in the data file; -1: the voxels are its last bytes.</summary>
    public long HeaderSize => Get("HeaderSize") is { } text ? TextHeader.Integers(text, "HeaderSize", Format)[0] : 0;

    /// <summary>Volumes along the fourth axis.</summary>
    public long Volumes { get; private set; } = 1;

    /// <summary>Reads the header; the stream is left at the first byte after the line <c>ElementDataFile</c>.</summary>
    public static MetaImageHeader Read(Stream stream)
    {
        var lines = new TextHeader(stream, Format);
        var header = new MetaImageHeader();
        for (string? line = lines.ReadLine(); line is not null; line = lines.ReadLine())
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                if (string.IsNullOrWhiteSpace(line)) continue;
                throw new DataFormatException("The file does not begin with 'Key = Value' lines.", "Check that the file is MetaImage.");
            }

            string key = line[..equals].Trim();
            header._fields[key] = line[(equals + 1)..].Trim();
            if (key == "ElementDataFile") return header;
        }

        throw new DataFormatException("The MetaImage header has no line 'ElementDataFile'.", "The file is incomplete.", ProblemCodes.FileTruncated);
    }

    public VoxelLayout ToLayout()
    {
        long dimensions = TextHeader.Integers(Required("NDims"), "NDims", Format) is [long n] ? n : 0;
        long[] sizes = TextHeader.Integers(Required("DimSize"), "DimSize", Format);
        if (dimensions != sizes.Length || dimensions is < 1 or > 4)
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The MetaImage header gives NDims {dimensions} and {sizes.Length} sizes; 1 to 4 dimensions are possible."), "The file is damaged.");
        if (Get("ElementNumberOfChannels") is { } channels && channels != "1")
            throw new DataFormatException($"The MetaImage file has {channels} components per voxel; one is needed.", "Export one component.", ProblemCodes.FormatUnsupported);
        if (sizes.Length == 4) Volumes = Math.Max(1, sizes[3]);
        GridSize size = GridHeader.Size(sizes[0], sizes.Length > 1 ? sizes[1] : 1, sizes.Length > 2 ? sizes[2] : 1, Format);
        bool big = Flag("BinaryDataByteOrderMSB", Flag("ElementByteOrderMSB", false));
        return new VoxelLayout(Geometry(size, sizes.Length), MetaImageTypes.Parse(Required("ElementType")), IsBinary && big);
    }

    private ImageGeometry Geometry(GridSize size, int n)
    {
        double[] spacing = Vector(Get("ElementSpacing") ?? Get("ElementSize"), "ElementSpacing", n, 1);
        double[] origin = Vector(Get("Offset") ?? Get("Position") ?? Get("Origin"), "Offset", n, 0);
        double[][] axes = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
        if ((Get("TransformMatrix") ?? Get("Rotation") ?? Get("Orientation")) is { } text)
        {
            double[] matrix = TextHeader.Numbers(text, "TransformMatrix", Format);
            if (matrix.Length != n * n)
                throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The MetaImage field 'TransformMatrix' has {matrix.Length} numbers; {n * n} are needed."), "The file is damaged.");
            // Each group of n numbers is the direction of one index axis.
            for (int axis = 0; axis < Math.Min(n, 3); axis++)
            {
                for (int k = 0; k < Math.Min(n, 3); k++) axes[axis][k] = matrix[axis * n + k];
            }
        }

        return new ImageGeometry(
            size,
            GridHeader.Spacing(spacing[0], spacing[1], spacing[2], Format),
            GridHeader.Origin(origin[0], origin[1], origin[2], Format),
            GridHeader.Direction(axes[0], axes[1], axes[2], Format));
    }

    private static double[] Vector(string? text, string field, int n, double missing)
    {
        double[] result = [missing, missing, missing];
        if (text is null) return result;
        double[] values = TextHeader.Numbers(text, field, Format);
        if (values.Length < n)
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The MetaImage field '{field}' has {values.Length} numbers; {n} are needed."), "The file is damaged.");
        for (int i = 0; i < Math.Min(3, n); i++) result[i] = values[i];
        return result;
    }

    private bool Flag(string name, bool missing) => Get(name) is { Length: > 0 } text ? text[0] is 'T' or 't' or '1' : missing;

    private string? Get(string name) => _fields.GetValueOrDefault(name);

    private string Required(string name) => Get(name) ?? throw new DataFormatException($"The MetaImage header has no field '{name}'.", "The file is damaged or not MetaImage.");
}
