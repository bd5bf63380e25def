namespace Thca.Pathology.Detection.Instances;

/// <summary>
/// 4-connected components of the pixels of one value in a binary image, found by joining runs of neighbouring rows. Components are numbered in
/// raster order of their first pixel.
/// </summary>
internal sealed class RunComponents
{
    private readonly List<Run> _runs = [];
    private readonly int[] _component;

    private RunComponents(ReadOnlySpan<byte> mask, int width, int height, byte value)
    {
        var rowStart = new int[height + 1];
        for (int y = 0; y < height; y++)
        {
            rowStart[y] = _runs.Count;
            ReadOnlySpan<byte> row = mask.Slice(y * width, width);
            for (int x = 0; x < width;)
            {
                int skip = row[x..].IndexOf(value);
                if (skip < 0) break;
                int start = x + skip, length = row[start..].IndexOfAnyExcept(value);
                x = length < 0 ? width : start + length;
                _runs.Add(new Run(y, start, x));
            }
        }

        rowStart[height] = _runs.Count;
        int[] parent = Join(rowStart, height);
        (_component, Sizes, TouchesBorder) = Number(parent, width, height);
    }

    /// <summary>Pixels of each component; component 0 does not exist.</summary>
    public int[] Sizes { get; }

    /// <summary>Whether a component reaches the border of the image.</summary>
    public bool[] TouchesBorder { get; }

    /// <summary>Number of components.</summary>
    public int Count => Sizes.Length - 1;

    /// <summary>Finds the components of the pixels that have a value.</summary>
    public static RunComponents Of(ReadOnlySpan<byte> mask, int width, int height, byte value) => new(mask, width, height, value);

    /// <summary>Sets the pixels of the components that a rule picks.</summary>
    public void Set(Span<byte> mask, int width, Func<int, bool> picks, byte value)
    {
        for (int i = 0; i < _runs.Count; i++)
        {
            Run run = _runs[i];
            if (picks(_component[i])) mask[(run.Row * width + run.Start)..(run.Row * width + run.End)].Fill(value);
        }
    }

    /// <summary>Writes labels: the given number for each component, 0 for none.</summary>
    /// <param name="labels">Where to write; other pixels are left alone.</param>
    /// <param name="stride">Labels per row.</param>
    /// <param name="offset">Index of the first pixel's label.</param>
    /// <param name="numbers">Label of each component.</param>
    public void Label(Span<int> labels, int stride, int offset, ReadOnlySpan<int> numbers)
    {
        for (int i = 0; i < _runs.Count; i++)
        {
            Run run = _runs[i];
            int at = offset + run.Row * stride;
            labels[(at + run.Start)..(at + run.End)].Fill(numbers[_component[i]]);
        }
    }

    private int[] Join(int[] rowStart, int height)
    {
        var parent = new int[_runs.Count];
        for (int i = 0; i < parent.Length; i++) parent[i] = i;
        for (int y = 1; y < height; y++)
        {
            int above = rowStart[y - 1];
            for (int i = rowStart[y]; i < rowStart[y + 1]; i++)
            {
                while (above < rowStart[y] && _runs[above].End <= _runs[i].Start) above++;
                for (int j = above; j < rowStart[y] && _runs[j].Start < _runs[i].End; j++) Union(parent, i, j);
            }
        }

        return parent;
    }

    /// <summary>The root of a set is its first run, so raster order is kept.</summary>
    private static void Union(int[] parent, int a, int b)
    {
        a = Root(parent, a);
        b = Root(parent, b);
        if (a < b) parent[b] = a;
        else parent[a] = b;
    }

    private static int Root(int[] parent, int i)
    {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }

    private (int[] Component, int[] Sizes, bool[] TouchesBorder) Number(int[] parent, int width, int height)
    {
        var component = new int[parent.Length];
        List<int> sizes = [0];
        List<bool> border = [false];
        for (int i = 0; i < parent.Length; i++)
        {
            int root = Root(parent, i);
            if (root == i)
            {
                component[i] = sizes.Count;
                sizes.Add(0);
                border.Add(false);
            }
            else
            {
                component[i] = component[root];
            }

            Run run = _runs[i];
            sizes[component[i]] += run.End - run.Start;
            border[component[i]] |= run.Start == 0 || run.End == width || run.Row == 0 || run.Row == height - 1;
        }

        return (component, [.. sizes], [.. border]);
    }

    private readonly record struct Run(int Row, int Start, int End);
}
