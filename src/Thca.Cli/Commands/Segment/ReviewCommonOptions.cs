using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Segmentation.Review;

namespace Thca.Cli.Commands.Segment;

/// <summary>The options of every review command.</summary>
internal sealed class ReviewCommonOptions
{
    public Option<string> Folder { get; } = new("--dir") { Description = "Folder with one mask per case.", Required = true };

    public Option<int?> Label { get; } = new("--label") { Description = "Label of the lesion [default: 11 if present, else the only label]." };

    public Option<string?> Utc { get; } = new("--utc") { Description = "Time to record, e.g. 2026-01-31T08:30:00Z [default: now].", HelpName = "TIME" };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Folder, Label, Utc }) command.Options.Add(option);
    }

    public ReviewLedger Open(ParseResult parse, ReviewVersionKind firstKind = ReviewVersionKind.Predicted) =>
        new(parse.GetRequiredValue(Folder), new ReviewOptions { Label = parse.GetValue(Label), FirstKind = firstKind }, Clock(parse.GetValue(Utc)));

    private static TimeProvider Clock(string? text)
    {
        if (text is null) return TimeProvider.System;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? new Fixed(time)
            : throw new UsageException($"--utc is '{text}'; a time such as 2026-01-31T08:30:00Z is expected.");
    }

    private sealed class Fixed(DateTimeOffset time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time;
    }
}
