using System.Text;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Histology;

namespace Thca.Pathology.Detection;

/// <summary>
/// Keeps the nuclei of finished windows on disk, one small file each, so that memory stays bounded and a killed run goes on where it stopped. A file of other
/// parameters, or a damaged one, counts as absent.
/// </summary>
internal sealed class TileStore(string folder, string fingerprint)
{
    private const uint Magic = 0x4E434854; // "THCN"

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public void Save(TileReport report, IReadOnlyList<Nucleus> nuclei) => AtomicFile.Write(PathOf(report.Id), stream =>
    {
        using var writer = new BinaryWriter(stream, Utf8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(fingerprint);
        writer.Write(report.Status);
        writer.Write(report.Message);
        writer.Write(nuclei.Count);
        foreach (Nucleus nucleus in nuclei) Write(writer, nucleus);
        writer.Write(Magic);
    });

    /// <summary>How a window went, if an earlier run finished it with the same parameters.</summary>
    public TileReport? Find(int id)
    {
        try
        {
            return Open(id, out TileReport report) is null ? null : report;
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The nuclei of a finished window.</summary>
    /// <exception cref="DataFormatException">The file is absent or damaged.</exception>
    public IReadOnlyList<Nucleus> Load(int id) =>
        Open(id, out _) ?? throw new DataFormatException($"The stored window {id} is damaged or of other parameters.", "Run the detection again.");

    public void Delete()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private Nucleus[]? Open(int id, out TileReport report)
    {
        report = new TileReport(id, "", 0);
        if (!File.Exists(PathOf(id))) return null;
        using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(PathOf(id))), Utf8);
        if (reader.ReadUInt32() != Magic || reader.ReadString() != fingerprint) return null;
        string status = reader.ReadString(), message = reader.ReadString();
        int count = reader.ReadInt32();
        if (count < 0 || count > reader.BaseStream.Length) return null;
        var read = new Nucleus[count];
        for (int i = 0; i < count; i++) read[i] = Read(reader, i, id);
        if (reader.ReadUInt32() != Magic) return null;
        report = new TileReport(id, status, count, message);
        return read;
    }

    private static void Write(BinaryWriter writer, Nucleus nucleus)
    {
        foreach (int side in (ReadOnlySpan<int>)[nucleus.Box.X0, nucleus.Box.Y0, nucleus.Box.X1, nucleus.Box.Y1]) writer.Write(side);
        foreach (double value in (ReadOnlySpan<double>)[nucleus.CentroidX, nucleus.CentroidY, nucleus.AreaPixels, nucleus.Probability, nucleus.MeanNuclearProbability]) writer.Write(value);
        writer.Write((byte)nucleus.Type);
        writer.Write((int)nucleus.Flags);
        writer.Write(nucleus.RegionId);
        writer.Write((byte)nucleus.Votes.Count);
        foreach (int votes in nucleus.Votes) writer.Write(votes);
        writer.Write(nucleus.Contour.Count);
        foreach (PixelPoint point in nucleus.Contour)
        {
            writer.Write((short)(point.X - nucleus.Box.X0));
            writer.Write((short)(point.Y - nucleus.Box.Y0));
        }
    }

    private static Nucleus Read(BinaryReader reader, int id, int core)
    {
        var box = new PixelBox(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        double x = reader.ReadDouble(), y = reader.ReadDouble(), area = reader.ReadDouble(), probability = reader.ReadDouble(), mean = reader.ReadDouble();
        var type = (NucleusType)reader.ReadByte();
        var flags = (NucleusFlags)reader.ReadInt32();
        int region = reader.ReadInt32();
        var votes = new int[reader.ReadByte()];
        for (int i = 0; i < votes.Length; i++) votes[i] = reader.ReadInt32();
        int points = reader.ReadInt32();
        if (points < 0 || points > reader.BaseStream.Length) throw new FormatException("A stored outline is damaged.");
        var contour = new PixelPoint[points];
        for (int i = 0; i < points; i++) contour[i] = new PixelPoint(box.X0 + reader.ReadInt16(), box.Y0 + reader.ReadInt16());
        return new Nucleus
        {
            Id = id, Box = box, CentroidX = x, CentroidY = y, Contour = contour, AreaPixels = area, Type = type, Probability = probability,
            Votes = votes, MeanNuclearProbability = mean, RegionId = region, Core = core, Flags = flags,
        };
    }

    private string PathOf(int id) => Path.Combine(folder, FormattableString.Invariant($"{id:D6}.tile"));
}
