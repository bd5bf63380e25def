using System.Diagnostics;

namespace Thca.EndToEnd.Tests;

/// <summary>The real command line in a process of its own, as a user runs it.</summary>
internal sealed record ThcaRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs <c>thca</c> with the given arguments and waits for its end.</summary>
    public static ThcaRun Of(params string[] arguments) => In(Environment.CurrentDirectory, arguments);

    /// <summary>Runs <c>thca</c> in a folder.</summary>
    public static ThcaRun In(string folder, params string[] arguments)
    {
        using Process process = Start(folder, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new ThcaRun(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Starts <c>thca</c> without waiting, for tests that kill it.</summary>
    public static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["GOMP_SPINCOUNT"] = "0";
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "thca.dll"));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>Fails the test with both streams unless the exit code is the expected one.</summary>
    public ThcaRun Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, expected {exitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}");
        return this;
    }
}
