namespace Thca.Pathology.Detection.Instances;

/// <summary>Divides instances that fell apart.</summary>
public static class ConnectedParts
{
    /// <summary>Gives every 4-connected part of every instance a number of its own, from 1 in raster order.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="instances">Any numbers above 0; 0 for background.</param>
    public static InstanceMap Of(int width, int height, int[] instances)
    {
        var labels = new int[instances.Length];
        var open = new Stack<int>();
        int count = 0;
        for (int start = 0; start < labels.Length; start++)
        {
            if (instances[start] <= 0 || labels[start] != 0) continue;
            labels[start] = ++count;
            open.Push(start);
            while (open.TryPop(out int i))
            {
                int x = i % width;
                if (x > 0) Take(i - 1, i);
                if (x < width - 1) Take(i + 1, i);
                if (i >= width) Take(i - width, i);
                if (i < labels.Length - width) Take(i + width, i);
            }
        }

        return new InstanceMap(width, height, labels, count);

        void Take(int next, int from)
        {
            if (labels[next] != 0 || instances[next] != instances[from]) return;
            labels[next] = labels[from];
            open.Push(next);
        }
    }
}
