using Thca.Cli.Infrastructure;
using Thca.Segmentation.Assessment;

namespace Thca.Cli.Commands.Segment;

/// <summary>The argument <c>NAME=BEFORE_DIR:AFTER_DIR[:CENTER]</c>.</summary>
internal static class PairArgument
{
    public static EditPair Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        List<string> parts = equals > 0 ? Split(text[(equals + 1)..]) : [];
        if (parts.Count is not (2 or 3) || parts.Any(p => p.Length == 0)) throw new UsageException($"--pair is '{text}'; NAME=BEFORE_DIR:AFTER_DIR[:CENTER] is expected.", "Example: --pair AI=predicted:corrected:A");
        return new EditPair(text[..equals], parts[0], parts[1], parts.Count == 3 ? parts[2] : "");
    }

    /// <summary>Splits at colons, but not behind the letter of a Windows drive.</summary>
    private static List<string> Split(string text)
    {
        List<string> parts = [];
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != ':') continue;
            bool drive = i == start + 1 && char.IsAsciiLetter(text[start]) && i + 1 < text.Length && text[i + 1] is '\\' or '/' && OperatingSystem.IsWindows();
            if (drive) continue;
            parts.Add(text[start..i]);
            start = i + 1;
        }

        parts.Add(text[start..]);
        return parts;
    }
}
