namespace Thca.Pathology.Detection.Instances;

/// <summary>
/// Marker-controlled watershed inside a mask, 4-connected, without lines between basins. The order is that of scikit-image: pixels leave a binary heap by
/// value, then by age; neighbours are visited up, left, right, down and take their label when they enter the heap.
/// </summary>
internal sealed class MarkerWatershed
{
    /// <summary>Label of pixels outside the mask.</summary>
    public const int Outside = -1;

    private Item[] _heap = new Item[1024];
    private int _count;

    private MarkerWatershed()
    {
    }

    /// <summary>Lets the markers grow.</summary>
    /// <param name="values">Height of every pixel, in a grid with one pixel of padding on each side.</param>
    /// <param name="labels">Markers above 0, 0 for pixels to fill, <see cref="Outside"/> elsewhere including the padding; filled in place.</param>
    /// <param name="stride">Pixels per padded row.</param>
    /// <param name="ct">Cancels while pixels are filled.</param>
    public static void Flood(ReadOnlySpan<double> values, Span<int> labels, int stride, CancellationToken ct = default)
    {
        var flood = new MarkerWatershed();
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] > 0) flood.Push(new Item(values[i], 0, i));
        }

        ReadOnlySpan<int> neighbours = [-stride, -1, 1, stride];
        int age = 0;
        while (flood._count > 0)
        {
            Item item = flood.Pop();
            int label = labels[item.Index];
            foreach (int step in neighbours)
            {
                int next = item.Index + step;
                if (labels[next] != 0) continue;
                if ((++age & 0xFFFF) == 0) ct.ThrowIfCancellationRequested();
                labels[next] = label;
                flood.Push(new Item(values[next], age, next));
            }
        }
    }

    private void Push(Item item)
    {
        if (_count == _heap.Length) Array.Resize(ref _heap, 2 * _heap.Length);
        Item[] heap = _heap;
        int child = _count++;
        while (child > 0)
        {
            int parent = (child - 1) / 2;
            if (!Smaller(in item, in heap[parent])) break;
            heap[child] = heap[parent];
            child = parent;
        }

        heap[child] = item;
    }

    private Item Pop()
    {
        Item[] heap = _heap;
        Item top = heap[0], moved = heap[--_count];
        int at = 0;
        while (true)
        {
            int left = 2 * at + 1, right = left + 1;
            if (left >= _count) break;
            int smallest = right < _count && Smaller(in heap[right], in heap[left]) ? right : left;
            if (!Smaller(in heap[smallest], in moved)) break;
            heap[at] = heap[smallest];
            at = smallest;
        }

        heap[at] = moved;
        return top;
    }

    private static bool Smaller(in Item a, in Item b) => a.Value != b.Value ? a.Value < b.Value : a.Age < b.Age;

    private readonly record struct Item(double Value, int Age, int Index);
}
