namespace Thca.Core.Compute;

/// <summary>Parallel loops whose results come back in input order, whatever the number of threads.</summary>
public static class OrderedParallel
{
    /// <summary>Applies a function to every index in [0, <paramref name="count"/>) and returns the results in order.</summary>
    /// <param name="count">Number of units.</param>
    /// <param name="function">Pure function of the index; called once for each.</param>
    /// <param name="compute">Threads to use; default all cores.</param>
    /// <param name="ct">Stops between units.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TResult[] Map<TResult>(int count, Func<int, TResult> function, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        var results = new TResult[count];
        For(count, i => results[i] = function(i), compute, ct);
        return results;
    }

    /// <summary>Runs an action for every index; each writes only its own results.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void For(int count, Action<int> action, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        int threads = Math.Min((compute ?? ComputeOptions.Default).MaxDegreeOfParallelism, count);
        if (threads <= 1)
        {
            for (int i = 0; i < count; i++)
            {
                ct.ThrowIfCancellationRequested();
                action(i);
            }

            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = ct }, action);
        }
        catch (AggregateException aggregate) when (aggregate.Flatten().InnerExceptions is [.., var single])
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(single);
        }
    }
}
