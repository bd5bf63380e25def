using System.CommandLine;
using System.Globalization;
using NetVips;
using Thca.Cli.Infrastructure;
using Thca.Pathology.Slides;

namespace Thca.Cli.Commands.Pathology;

/// <summary>The options by which a command takes one slide or a study: <c>--slide [--id] [--mpp]</c> or <c>--slides</c>.</summary>
internal sealed class SlideInput
{
    public Option<string?> Slides { get; } = new("--slides") { Description = "Table of slides: PatientID,SlideID,Path[,MppX,MppY,Power,RoiGeoJson,Block,Include,Split]; paths relative to it." };

    public Option<string?> Slide { get; } = new("--slide") { Description = "One slide or image (.svs, .tif, .ndpi, .mrxs, .png, …)." };

    public Option<string?> Id { get; } = new("--id") { Description = "PatientID of one slide [default: the file's name]." };

    public Option<string?> Mpp { get; } = new("--mpp") { Description = "Micrometres per pixel of one slide, X or X,Y, where its file does not say." };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Slides, Slide, Id, Mpp }) command.Options.Add(option);
    }

    /// <summary>Whether slides were named at all.</summary>
    public bool IsGiven(ParseResult parse) => parse.GetValue(Slides) is not null || parse.GetValue(Slide) is not null;

    /// <summary>The slides; what the table leaves open is warned about.</summary>
    public SlideManifest Read(ParseResult parse, CommandContext context)
    {
        SilenceNativeMessages();
        string? slides = parse.GetValue(Slides), slide = parse.GetValue(Slide), id = parse.GetValue(Id), mpp = parse.GetValue(Mpp);
        switch (slides, slide)
        {
            case ({ } table, null) when id is null && mpp is null:
                SlideManifest manifest = SlideManifest.Read(table);
                foreach (string warning in manifest.Warnings) context.Warn(warning);
                return manifest;
            case ({ }, null):
                throw new UsageException("--id and --mpp belong to --slide.", "Put the columns PatientID, MppX and MppY into the table.");
            case (null, { } file):
                (double x, double y) = Resolution(mpp);
                return SlideManifest.Single(file, id, x, y);
            default:
                throw new UsageException("Give either --slides or --slide.");
        }
    }

    /// <summary>libtiff's remarks about a file would go to standard error line by line; errors come back as exceptions.</summary>
    public static void SilenceNativeMessages() =>
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning | Enums.LogLevelFlags.Message | Enums.LogLevelFlags.Info, (_, _, _) => { });

    private static (double X, double Y) Resolution(string? text)
    {
        if (text is null) return (double.NaN, double.NaN);
        double[] values = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) && v > 0 && double.IsFinite(v)
            ? v
            : throw new UsageException($"--mpp has '{t}'.", "Give micrometres per pixel, e.g. 0.25 or 0.25,0.25."))];
        return values.Length switch
        {
            1 => (values[0], values[0]),
            2 => (values[0], values[1]),
            _ => throw new UsageException($"--mpp has {values.Length} numbers.", "Give one, or two for x and y."),
        };
    }
}
