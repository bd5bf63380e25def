namespace Thca.Pathology.Tests;

/// <summary>Tests of minutes run only when asked for.</summary>
internal static class Long
{
    /// <summary>Skips the test unless <c>THCA_LONG=1</c>.</summary>
    public static void Only() => Assert.SkipUnless(Environment.GetEnvironmentVariable("THCA_LONG") == "1", "Set THCA_LONG=1 to run tests of minutes.");
}
