using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Imaging;
using Thca.Segmentation.Assessment;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>thca segment compare --reader</c>: the agreement of readers and the consensus masks.</summary>
internal static class ReaderComparison
{
    /// <summary>The argument <c>NAME=DIR</c>.</summary>
    public static ReaderFolder Parse(string text) => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1
        ? new ReaderFolder(text[..at], text[(at + 1)..])
        : throw new UsageException($"--reader is '{text}'; NAME=DIR is expected.", "Example: --reader A=masks_a --reader B=masks_b");

    public static int Run(IReadOnlyList<ReaderFolder> readers, EditStudyOptions options, string folder, CommandContext context)
    {
        ReaderStudyResult result = context.WithProgress(p => ReaderStudy.Run(
            readers, options, (id, mask) => VolumeFile.WriteMask(mask, Path.Combine(folder, "consensus", $"{id}.nii.gz")), context.Compute, p, context.Cancellation));
        ReaderStudyWriter.Write(folder, result);
        foreach (string sentence in ReaderStudyWriter.Sentences(result)) context.Say(sentence);
        ReaderCase[] failed = [.. result.Cases.Where(c => !c.Status.IsOk)];
        foreach (ReaderCase c in failed) context.Error.WriteLine($"thca: {c.Case}: {c.Status.Code}: {CommandAction.OneLine(c.Status.Message)}");
        context.Say(string.Create(CultureInfo.InvariantCulture, $"{result.Cases.Count - failed.Length} of {result.Cases.Count} cases compared, {failed.Length} failed. Report: {Path.Combine(folder, "readers.md")}"));
        return failed.Length > 0 ? ExitCodes.SomeCasesFailed : ExitCodes.Done;
    }
}
