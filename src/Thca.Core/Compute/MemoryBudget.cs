using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Core.Compute;

/// <summary>
/// How much memory a large allocation may take: the least of what the operating system calls available, what the control group (v2 or v1) leaves,
/// and the limit of the run time. Ask before allocating, so that a job is refused with a reason and never killed. Safe for use by several threads.
/// </summary>
public static class MemoryBudget
{
    private const string MemInfo = "/proc/meminfo";
    private const string ControlGroups = "/sys/fs/cgroup";

    /// <summary>Bytes that can still be allocated. Files in memory that the kernel can drop count as free.</summary>
    public static long AvailableBytes()
    {
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (Text(MemInfo) is { } meminfo && KibibytesOf(meminfo, "MemAvailable:") is { } system) available = Math.Min(available, system);
        if (Text(ControlGroups, "memory.max") is { } max && Bytes(max) is { } limit)
            available = Math.Min(available, Left(limit, Text(ControlGroups, "memory.current"), Text(ControlGroups, "memory.stat"), "inactive_file"));
        else if (Text(ControlGroups, "memory/memory.limit_in_bytes") is { } old && Bytes(old) is { } oldLimit)
            available = Math.Min(available, Left(oldLimit, Text(ControlGroups, "memory/memory.usage_in_bytes"), Text(ControlGroups, "memory/memory.stat"), "total_inactive_file"));
        return Math.Max(0, available);
    }

    /// <summary>Refuses work that needs more memory than there is.</summary>
    /// <param name="bytes">Estimated need, bytes.</param>
    /// <param name="what">The work, as the subject of a sentence, e.g. "Training with patches of 48 x 64 x 64".</param>
    /// <param name="remedy">What the user can do.</param>
    /// <param name="limit">Bytes that may be used at most, or null for all that is available.</param>
    /// <exception cref="ThcaException">The need exceeds the budget (<see cref="ProblemCodes.OutOfMemoryEstimate"/>); both are named.</exception>
    public static void EnsureFits(long bytes, string what, string remedy, long? limit = null)
    {
        long available = Math.Min(AvailableBytes(), limit ?? long.MaxValue);
        if (bytes <= available) return;
        throw new ThcaException(
            ProblemCodes.OutOfMemoryEstimate,
            string.Create(CultureInfo.InvariantCulture, $"{what} needs about {bytes / 1e9:0.0} GB of memory; {available / 1e9:0.0} GB are available."),
            remedy);
    }

    /// <summary>What a control group leaves: its limit, less what is in use without the file pages that can be dropped.</summary>
    internal static long Left(long limit, string? current, string? stat, string droppable)
    {
        long used = current is null ? 0 : Bytes(current) ?? 0;
        long files = 0;
        foreach (string line in (stat ?? "").Split('\n'))
        {
            if (line.StartsWith(droppable + " ", StringComparison.Ordinal)) files = Bytes(line[droppable.Length..]) ?? 0;
        }

        return limit - Math.Max(0, used - files);
    }

    /// <summary>The number of bytes in a text, or null where it says that there is no limit.</summary>
    internal static long? Bytes(string text) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;

    internal static long? KibibytesOf(string meminfo, string key)
    {
        foreach (string line in meminfo.Split('\n'))
        {
            if (line.StartsWith(key, StringComparison.Ordinal)) return Bytes(line[key.Length..].Replace("kB", "", StringComparison.Ordinal)) * 1024;
        }

        return null;
    }

    private static string? Text(params string[] path)
    {
        string file = Path.Combine(path);
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
