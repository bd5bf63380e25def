using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Runtime.Tests.Samples;
using Thca.Testing;

namespace Thca.Modeling.Runtime.Tests.Embedding;

public class AotSmokeTests
{
    [Fact]
    public void NativeBinaryPredictsTheSameNumbers()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("gcc", "--version").Code == 0, "Native publishing needs Linux with gcc here.");
        using var folder = new TemporaryFolder();
        string project = Path.Combine(Repository(), "tests", "Thca.AotSmoke", "Thca.AotSmoke.csproj");
        (int code, string log) = Run("dotnet", "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-p:ThcaAot=true", "-p:CppCompilerAndLinker=gcc", "-v", "quiet", "--nologo",
            "--artifacts-path", folder.File("build"), "-o", folder.File("out"));
        Assert.SkipWhen(log.Contains("NU1101", StringComparison.Ordinal) || log.Contains("NU1301", StringComparison.Ordinal), "The ILCompiler package cannot be restored.");
        Assert.True(code == 0, log);
        Assert.DoesNotContain("warning IL", log, StringComparison.Ordinal);

        CritModel model = CritModel.FromArtifact(SampleArtifact.Build());
        File.WriteAllBytes(folder.File("model.crit.json"), CritArtifactJson.ToBytes(model.Artifact));
        (code, log) = Run(folder.File("out", "Thca.AotSmoke"), folder.File("model.crit.json"));
        Assert.True(code == 0, log);
        CritContributions explained = model.Explain(model.Artifact.TestVectors[0].Inputs);
        double[] expected = [explained.Prediction.Probability, explained.Values[0], explained.Base];
        Assert.Equal(expected, log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => double.Parse(l, CultureInfo.InvariantCulture)));
    }

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "THCA-ITH.sln"))) folder = folder.Parent;
        Assert.SkipWhen(folder is null, "The sources are not above the test binaries.");
        return folder!.FullName;
    }

    private static (int Code, string Log) Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, $"{program} is not installed.");
        }
    }
}
