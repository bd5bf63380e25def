using System.Globalization;
using TorchSharp;

namespace Thca.Torch;

/// <summary>
/// Counts tensors that were created on this thread and are neither disposed nor collected: the check that a loop over batches or tiles keeps
/// nothing. Native memory is invisible to the garbage collector, so what a loop keeps, it leaks.
/// </summary>
public static class LiveTensors
{
    /// <summary>Tensors alive on this thread.</summary>
    public static long OnThisThread => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    /// <summary>Runs work and fails if it leaves more tensors alive on this thread than there were.</summary>
    /// <param name="work">What to check.</param>
    /// <exception cref="InvalidOperationException">Tensors were left; the message gives their number.</exception>
    public static void EnsureNoneLeft(Action work)
    {
        TorchRuntime.EnsureLoaded();
        long before = OnThisThread;
        work();
        long left = OnThisThread - before;
        if (left > 0) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{left} tensors were left alive; give every batch or tile its own NewDisposeScope()."));
    }
}
