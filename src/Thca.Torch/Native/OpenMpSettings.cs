using System.Runtime.InteropServices;

namespace Thca.Torch.Native;

/// <summary>Settings of the OpenMP run time, which it reads from the C environment when it is first loaded.</summary>
internal static partial class OpenMpSettings
{
    /// <summary>
    /// Stops waiting OpenMP threads from spinning, which on shared cores makes small operations several times slower. Set in the C environment
    /// itself: a change of the managed environment does not reach a library.
    /// </summary>
    public static void DisableSpinning() => SetEnvironment("GOMP_SPINCOUNT", "0", 0);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
