using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging.Codecs;

namespace Thca.Imaging.Nrrd;

/// <summary>Fields of an NRRD header.</summary>
internal sealed class NrrdHeader
{
    private const string Format = "NRRD";
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    private NrrdHeader()
    {
    }

    public string? DataFile => Get("data file") ?? Get("datafile");

    public string Encoding => (Get("encoding") ?? "raw").ToLowerInvariant();

    public int LineSkip => Skip("line skip", "lineskip");

    public int ByteSkip => Skip("byte skip", "byteskip");

    /// <summary>Volumes along a fourth, slowest axis.</summary>
    public long Volumes { get; private set; } = 1;

    /// <summary>Reads the header; the stream is left at the first byte after it.</summary>
    public static NrrdHeader Read(Stream stream)
    {
        var lines = new TextHeader(stream, Format);
        string? magic = lines.ReadLine();
        if (magic is null || !magic.StartsWith("NRRD", StringComparison.Ordinal))
            throw new DataFormatException("The file does not begin with 'NRRD'.", "Check that the file is NRRD.");
        var header = new NrrdHeader();
        for (string? line = lines.ReadLine(); !string.IsNullOrEmpty(line); line = lines.ReadLine())
        {
            if (line[0] == '#' || line.Contains(":=", StringComparison.Ordinal)) continue;
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0) colon = line.EndsWith(':') ? line.Length - 1 : throw new DataFormatException($"The NRRD header line '{line}' is no field.", "The file is damaged.");
            header._fields[line[..colon].Trim()] = colon + 1 < line.Length ? line[(colon + 1)..].Trim() : "";
            if (string.Equals(line[..colon], "data file", StringComparison.OrdinalIgnoreCase) && header.DataFile is "LIST") break;
        }

        return header;
    }

    public VoxelLayout ToLayout()
    {
        long[] sizes = TextHeader.Integers(Required("sizes"), "sizes", Format);
        int dimension = (int)TextHeader.Number(Required("dimension"), "dimension", Format);
        if (dimension != sizes.Length || dimension is < 1 or > 16)
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The NRRD header gives dimension {dimension} and {sizes.Length} sizes."), "The file is damaged.");
        int[] axes = SpatialAxes(sizes);
        GridSize size = GridHeader.Size(Extent(0), Extent(1), Extent(2), Format);
        ComponentType type = NrrdTypes.Parse(Required("type"));
        bool big = type.Size() > 1 && Encoding is not ("ascii" or "text" or "txt") && Endian();
        return new VoxelLayout(Geometry(size, axes), type, big);

        long Extent(int axis) => axis < axes.Length ? sizes[axes[axis]] : 1;
    }

    // Up to three axes of space. A further axis of extent 1 is dropped; a longer one must be the slowest: it counts volumes.
    private int[] SpatialAxes(long[] sizes)
    {
        string[]? directions = Get("space directions") is { } text ? NrrdVectors.Split(text) : null;
        string[] kinds = (Get("kinds") ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        List<int> axes = [];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            bool spatial = directions is not null && axis < directions.Length
                ? directions[axis] != "none"
                : axis >= kinds.Length || kinds[axis] is "domain" or "space" or "???" or "none";
            if (spatial && axes.Count < 3) axes.Add(axis);
            else if (sizes[axis] != 1 && axis == sizes.Length - 1) Volumes = sizes[axis];
            else if (sizes[axis] != 1) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"Axis {axis} of the NRRD file has {sizes[axis]} components per voxel; one is needed."), "Export one component.", ProblemCodes.FormatUnsupported);
        }

        return [.. axes];
    }

    private ImageGeometry Geometry(GridSize size, int[] axes)
    {
        (double fx, double fy) = SpaceSigns();
        PhysicalPoint origin = default;
        if (Get("space origin") is { } originText)
        {
            double[] o = NrrdVectors.Parse(NrrdVectors.Split(originText)[0], "space origin");
            origin = GridHeader.Origin(o[0] * fx, o[1] * fy, o[2], Format);
        }

        if (Get("space directions") is not { } text) return new ImageGeometry(size, Spacings(axes), origin, DirectionCosines.Identity);
        string[] all = NrrdVectors.Split(text);
        double[][] v = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
        for (int i = 0; i < axes.Length && axes[i] < all.Length; i++)
        {
            double[] direction = NrrdVectors.Parse(all[axes[i]], "space directions");
            v[i] = [direction[0] * fx, direction[1] * fy, direction[2]];
        }

        Spacing spacing = GridHeader.Spacing(GridHeader.Norm(v[0]), GridHeader.Norm(v[1]), GridHeader.Norm(v[2]), Format);
        return new ImageGeometry(size, spacing, origin, GridHeader.Direction(v[0], v[1], v[2], Format));
    }

    private Spacing Spacings(int[] axes)
    {
        double[] result = [1, 1, 1];
        if (Get("spacings") is { } text)
        {
            double[] values = TextHeader.Numbers(text, "spacings", Format);
            // "nan" means that the axis has no meaningful spacing; on an axis of space it is an error.
            for (int i = 0; i < axes.Length && axes[i] < values.Length; i++) result[i] = values[axes[i]];
        }

        return GridHeader.Spacing(result[0], result[1], result[2], Format);
    }

    private (double X, double Y) SpaceSigns()
    {
        string space = (Get("space") ?? "").ToLowerInvariant();
        return space switch
        {
            "right-anterior-superior" or "ras" or "right-anterior-superior-time" or "rast" => (-1, -1),
            "left-anterior-superior" or "las" or "left-anterior-superior-time" or "last" => (1, -1),
            _ => (1, 1),
        };
    }

    private bool Endian() => (Get("endian") ?? "little").ToLowerInvariant() switch
    {
        "little" => false,
        "big" => true,
        string other => throw new DataFormatException($"The NRRD header gives the byte order '{other}'; expected little or big.", "The file is damaged."),
    };

    private int Skip(string name, string alias)
    {
        string? text = Get(name) ?? Get(alias);
        if (text is null) return 0;
        double value = TextHeader.Number(text, name, Format);
        return value is >= -1 and <= int.MaxValue ? (int)value : throw new DataFormatException($"The NRRD field '{name}' is {text}; it must be -1 or more.", "The file is damaged.");
    }

    private string? Get(string name) => _fields.GetValueOrDefault(name);

    private string Required(string name) => Get(name) ?? throw new DataFormatException($"The NRRD header has no field '{name}'.", "The file is damaged.");
}
