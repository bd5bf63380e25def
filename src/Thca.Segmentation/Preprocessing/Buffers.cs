using System.Collections.Concurrent;

namespace Thca.Segmentation.Preprocessing;

/// <summary>
/// Arrays of one length that the workers of a parallel loop borrow, so that a loop over many slices or tiles holds no more arrays than it has workers. Arrays
/// keep what their last user left in them.
/// </summary>
internal sealed class Buffers<T>(int length)
{
    private readonly ConcurrentBag<T[]> _free = [];

    public T[] Rent() => _free.TryTake(out T[]? array) ? array : new T[length];

    public void Return(T[] array) => _free.Add(array);
}
