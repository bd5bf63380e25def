using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Thca.Testing;

/// <summary>Runs a test in a process of its own, so that its memory is not that of its neighbours.</summary>
public static class OwnProcess
{
    private const string Variable = "THCA_OWN_PROCESS";

    /// <summary>The most memory this process has held so far: resident set, bytes.</summary>
    public static long PeakBytes
    {
        get
        {
            using Process self = Process.GetCurrentProcess();
            return self.PeakWorkingSet64;
        }
    }

    /// <summary>Starts the test program again with the calling test alone, whose body runs there; fails where it fails.</summary>
    /// <typeparam name="TTests">The test's class.</typeparam>
    /// <param name="body">The whole of the test.</param>
    /// <param name="test">Name of the test; the compiler fills it in.</param>
    /// <returns>What the test wrote there.</returns>
    public static string Run<TTests>(Action body, [CallerMemberName] string test = "")
    {
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            body();
            return "";
        }

        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(TTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null))
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment[Variable] = "1";
        foreach (string argument in (string[])["-noColor", "-showLiveOutput", "-method", $"{typeof(TTests).FullName}.{test}"])
            start.ArgumentList.Add(argument);
        using Process child = Process.Start(start)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync(), error = child.StandardError.ReadToEndAsync();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, $"The test's own process ended with {child.ExitCode}.\n{output.Result}\n{error.Result}");
        return output.Result;
    }
}
