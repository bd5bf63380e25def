using System.Runtime.InteropServices;

namespace Thca.Torch.Native;

/// <summary>Memory that torch has freed and the C library keeps for later.</summary>
internal static partial class FreedMemory
{
    /// <summary>Gives it back to the system where the C library is glibc; others do not keep it.</summary>
    public static void Release()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);
}
