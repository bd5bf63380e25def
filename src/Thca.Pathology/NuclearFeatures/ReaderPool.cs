using System.Collections.Concurrent;
using Thca.Core.Contracts;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>Lends slide readers to workers, one at a time each.</summary>
internal sealed class ReaderPool(Func<ISlideReader> open) : IDisposable
{
    private readonly ConcurrentBag<ISlideReader> _idle = [];

    public T Use<T>(Func<ISlideReader, T> work)
    {
        if (!_idle.TryTake(out ISlideReader? reader)) reader = open();
        try
        {
            return work(reader);
        }
        finally
        {
            _idle.Add(reader);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out ISlideReader? reader)) reader.Dispose();
    }
}
