using System.Runtime.InteropServices;
using Thca.Core.Errors;
using Thca.Torch.Native;

namespace Thca.Torch;

/// <summary>
/// Loads the native torch library that the application brought along. Every torch entry point of this product calls
/// <see cref="EnsureLoaded"/>; calling it again costs nothing.
/// </summary>
public static class TorchRuntime
{
    private static readonly Lazy<Exception?> Loaded = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Whether the native library can be used here.</summary>
    public static bool IsAvailable => Loaded.Value is null;

    /// <summary>Loads the native library.</summary>
    /// <exception cref="NativeLibraryException">It is absent, or this system's C++ run time is too old; the message names both and the remedy.</exception>
    public static void EnsureLoaded()
    {
        if (Loaded.Value is { } error) throw new NativeLibraryException(error.Message, (error as NativeLibraryException)?.Remedy ?? "", error);
    }

    /// <summary>Sets the threads inside one operation; 1 after loading. More threads may change last digits, and on shared cores are often slower.</summary>
    /// <param name="threads">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread.</exception>
    /// <exception cref="NativeLibraryException">torch cannot be loaded.</exception>
    public static void SetThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        EnsureLoaded();
        TorchSharp.torch.set_num_threads(threads);
    }

    /// <summary>
    /// Gives memory that torch has freed back to the system. The C library keeps what smaller tensors leave behind, after many tiles a gigabyte; call it between
    /// a long run of a network and work that needs the memory.
    /// </summary>
    public static void ReleaseFreedMemory() => FreedMemory.Release();

    private static Exception? Load()
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                OpenMpSettings.DisableSpinning();
                LinuxBinding.Load(AppContext.BaseDirectory);
            }

            TorchSharp.torch.InitializeDeviceType(TorchSharp.DeviceType.CPU);
            TorchSharp.torch.set_num_threads(1);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException or NotSupportedException or IOException or BadImageFormatException or NativeLibraryException)
        {
            return exception as NativeLibraryException ?? new NativeLibraryException(
                $"The torch library for {RuntimeInformation.RuntimeIdentifier} cannot be loaded: {(exception.InnerException ?? exception).Message}",
                LinuxBinding.Remedy,
                exception);
        }
    }
}
