using System.Diagnostics;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Documentation;

/// <summary>The sample programs compile and run as their first lines say.</summary>
public class SampleTests
{
    [Fact]
    public void Samples_OnADemoCase_PrintFeaturesAndRisk()
    {
        using var folder = new TemporaryFolder();
        ThcaRun.Of("demo", "--patients", "12", "--segmentation-steps", "0", "--progress", "none", "--out", folder.FullName).Expect(0);
        string features = Run("01-radiomics-one-case.cs", folder.File("new-patient", "ct.nii.gz"), folder.File("new-patient", "labels.nii.gz"));
        Assert.Equal(107, features.TrimEnd().Split('\n').Length);
        Assert.Contains("glcm_Contrast", features, StringComparison.Ordinal);
        string risk = Run("02-embed-a-model.cs", folder.File("model.crit.json"));
        Assert.StartsWith("risk ", risk, StringComparison.Ordinal);
    }

    private static string Run(string sample, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in new[] { "run", Path.Combine(ShellSnippet.Root, "samples", sample), "--" }.Concat(arguments)) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{sample} ended with {process.ExitCode}\n{output}\n{error.Result}");
        return output;
    }
}
