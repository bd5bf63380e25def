using System.Runtime.CompilerServices;
using Thca.Torch;

namespace Thca.Segmentation.Tests;

internal static class TorchAtStart
{
    /// <summary>Tests use tensors before they reach an entry point of the library.</summary>
    [ModuleInitializer]
    internal static void Load() => TorchRuntime.EnsureLoaded();
}
