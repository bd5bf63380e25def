using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Modeling.LightGbm;

/// <summary>Calls into the native library and turns its failures into errors that say what to do.</summary>
internal static class LightGbmLibrary
{
    /// <summary>Loads the library if needed and silences its log on this thread.</summary>
    /// <exception cref="NativeLibraryException">The library or its OpenMP runtime is missing.</exception>
    public static void Prepare()
    {
        try
        {
            Check(LightGbmNative.Silence());
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw Missing(exception);
        }
    }

    /// <summary>Throws what the library says when a call did not return 0.</summary>
    public static void Check(int result)
    {
        if (result == 0) return;
        throw new ThcaException(ProblemCodes.TrainingDataInsufficient, $"LightGBM refused: {LightGbmNative.LastError()}", "Check the training table and the boosting options.");
    }

    internal static NativeLibraryException Missing(Exception cause)
    {
        string remedy = cause.Message.Contains("libgomp", StringComparison.Ordinal) || OperatingSystem.IsLinux()
            ? "Install the OpenMP runtime (Debian and Ubuntu: apt-get install libgomp1); LightGBM is built for linux-x64, win-x64 and osx-x64."
            : OperatingSystem.IsMacOS()
                ? "Install the OpenMP runtime (brew install libomp); LightGBM is built for osx-x64, linux-x64 and win-x64."
                : "LightGBM is built for win-x64, linux-x64 and osx-x64; run as a 64-bit x64 process.";
        string architecture = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
        return new NativeLibraryException($"The native library LightGBM ({LightGbmNative.Library}) cannot be loaded on {architecture}: {FirstLine(cause.Message)}", remedy, cause);
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
