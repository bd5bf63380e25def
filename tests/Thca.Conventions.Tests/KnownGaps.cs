namespace Thca.Conventions.Tests;

/// <summary>
/// Places where a rule does not hold yet, each with the date and the reason. Empty lists are the aim: fix the place, then delete its entry.
/// </summary>
internal static class KnownGaps
{
    /// <summary>Public classes that are meant to be inherited.</summary>
    public static readonly Dictionary<string, string> DesignedBases = new()
    {
        ["ThcaException"] = "base of all errors raised on purpose; callers catch it",
    };

    /// <summary>Static state that cannot be avoided, as <c>Type.Member</c>.</summary>
    public static readonly Dictionary<string, string> StaticState = [];

    /// <summary>Violations that wait for a fix, as <c>rule: place</c> in the words of the failure message.</summary>
    public static readonly Dictionary<string, string> Waiting = [];

    /// <summary>Fails with all violations of a rule that are not waiting for a fix.</summary>
    public static void AssertNone(string rule, IEnumerable<string> places)
    {
        string[] violations = [.. places.Where(p => !Waiting.ContainsKey($"{rule}: {p}"))];
        Assert.True(violations.Length == 0, $"{rule}:\n  {string.Join("\n  ", violations)}");
    }
}
