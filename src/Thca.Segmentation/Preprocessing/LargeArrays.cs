using Thca.Torch;

namespace Thca.Segmentation.Preprocessing;

/// <summary>Returns the memory of arrays and tensors of a large image as soon as a stage is done with them.</summary>
internal static class LargeArrays
{
    private const int Large = 16 << 20;

    /// <summary>
    /// Collects what earlier stages left. Without it the collector waits until as much again as several CTs has been allocated: it measures its budget for large
    /// arrays by those that survive. The C library keeps what tensors leave in the same way.
    /// </summary>
    /// <param name="voxels">Voxels of the image; small ones are left to the collector.</param>
    public static void Release(int voxels)
    {
        if (voxels < Large) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        TorchRuntime.ReleaseFreedMemory();
    }
}
