namespace Thca.Pathology.Detection.Instances;

/// <summary>Which nucleus owns which pixel.</summary>
public sealed class InstanceMap
{
    /// <summary>Wraps labels; the array is not copied.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="labels">0 for background, else the number of the nucleus; row by row.</param>
    /// <param name="count">Largest label that may occur.</param>
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public InstanceMap(int width, int height, int[] labels, int count)
    {
        if (labels.LongLength != (long)width * height) throw new ArgumentException(FormattableString.Invariant($"{width} x {height} pixels need {(long)width * height} labels; got {labels.Length}."), nameof(labels));
        (Width, Height, Labels, Count) = (width, height, labels, count);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>0 for background, else the number of the nucleus; row by row.</summary>
    public int[] Labels { get; }

    /// <summary>Largest label that may occur.</summary>
    public int Count { get; }

    /// <summary>A map whose labels are replaced by 1, 2, … in ascending order of the old ones.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="labels">Any labels; 0 and below are background.</param>
    public static InstanceMap Renumbered(int width, int height, ReadOnlySpan<int> labels) => RenumberedInPlace(width, height, labels.ToArray());

    /// <summary>The same without a second array of labels: the given ones are changed.</summary>
    internal static InstanceMap RenumberedInPlace(int width, int height, int[] labels)
    {
        var seen = new SortedSet<int>();
        int last = 0;
        foreach (int label in labels)
        {
            if (label > 0 && label != last) seen.Add(last = label);
        }

        Dictionary<int, int> numbers = seen.Select((label, i) => (label, i)).ToDictionary(p => p.label, p => p.i + 1);
        int number = last = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            int label = labels[i];
            if (label > 0 && label != last) number = numbers[last = label];
            labels[i] = label > 0 ? number : 0;
        }

        return new InstanceMap(width, height, labels, numbers.Count);
    }
}
