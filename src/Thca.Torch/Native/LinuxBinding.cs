using System.Runtime.InteropServices;
using Thca.Core.Errors;
using Thca.Core.Provenance;

namespace Thca.Torch.Native;

/// <summary>
/// Loads TorchSharp's binding on Linux distributions whose libstdc++ predates GCC 13. The binding asks for the symbol version
/// GLIBCXX_3.4.32, but only for a marker without relocation; a private copy in which that request is weak loads and works.
/// </summary>
internal static class LinuxBinding
{
    public const string Remedy = "Add the package libtorch-cpu-linux-x64 2.10.0 (or a TorchSharp CUDA bundle) to the application, on a system with glibc 2.29 and libstdc++ 3.4.30 or newer.";

    private const string Binding = "libLibTorchSharp.so";
    private static readonly string[] Dependencies = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

    public static void Load(string applicationFolder)
    {
        string folder = Folders(applicationFolder).FirstOrDefault(f => File.Exists(Path.Combine(f, Binding)))
            ?? throw new NativeLibraryException($"The torch library for {RuntimeInformation.RuntimeIdentifier} is not part of this application ({Binding} was not found).", Remedy);
        string original = Path.Combine(folder, Binding);
        if (NativeLibrary.TryLoad(original, out _)) return;
        foreach (string dependency in Dependencies)
        {
            string path = Path.Combine(folder, dependency);
            if (File.Exists(path)) NativeLibrary.Load(path);
        }

        NativeLibrary.Load(PatchedCopy(original));
    }

    private static IEnumerable<string> Folders(string applicationFolder) =>
        [Path.Combine(applicationFolder, "runtimes", "linux-x64", "native"), applicationFolder];

    private static string PatchedCopy(string original)
    {
        byte[] library = File.ReadAllBytes(original);
        if (!ElfVersionNeeds.MakeWeak(library, "GLIBCXX_3.4.32"))
            throw new NativeLibraryException($"{Binding} cannot be loaded, and not because of its C++ run time version.", Remedy);
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"thca-torch-{ContentHash.Of(library).Hex[..16]}-{Environment.UserName}")).FullName;
        string copy = Path.Combine(folder, Binding);
        if (!File.Exists(copy) || new FileInfo(copy).Length != library.Length) Core.Files.AtomicFile.Write(copy, stream => stream.Write(library));
        return copy;
    }
}
