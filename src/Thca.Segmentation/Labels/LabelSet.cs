using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Segmentation.Labels;

/// <summary>
/// The labels of a data set: names and values, background 0, values consecutive. What is special about a label follows from its name: pairs for
/// left-right flips, the lesion, the tissues that set the intensity window. Immutable.
/// </summary>
public sealed class LabelSet
{
    private static readonly string[] WindowNames = ["thyroid", "carotid_left", "carotid_right", "lesion"];

    /// <summary>Creates a label set.</summary>
    /// <param name="labels">Names and values in file order; <c>background</c> must be 0, values 0, 1, 2, … each once; <c>ignore</c>, if present, is the highest.</param>
    /// <exception cref="DataFormatException">The labels break one of these rules.</exception>
    public LabelSet(IEnumerable<KeyValuePair<string, int>> labels)
    {
        All = [.. labels];
        if (All.Count == 0 || All.All(l => l.Key != "background" || l.Value != 0))
            throw new DataFormatException("The labels have no 'background' with value 0.", "Add \"background\": 0 to the labels of dataset.json.");
        int[] values = [.. All.Select(l => l.Value).Order()];
        if (!values.SequenceEqual(Enumerable.Range(0, values.Length)))
            throw new DataFormatException($"The label values are {string.Join(", ", values)}; they must be consecutive from 0, each once.", "Renumber the labels.");
        IgnoreLabel = All.Where(l => l.Key == "ignore").Select(l => (int?)l.Value).FirstOrDefault();
        if (IgnoreLabel is { } ignore && ignore != values[^1])
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The label 'ignore' is {ignore}; it must be the highest, {values[^1]}."), "Renumber the labels.");
        Lesion = All.Where(l => Is(l.Key, "lesion")).Select(l => (int?)l.Value).FirstOrDefault();
        FlipPairs = Pairs(All);
    }

    /// <summary>The twelve labels of this product.</summary>
    public static LabelSet Thyroid { get; } = new(AnatomicalStructure.All.Select(s => KeyValuePair.Create(s.Name, (int)s.Label)));

    /// <summary>Names and values in file order.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> All { get; }

    /// <summary>Classes a network distinguishes: all labels but <c>ignore</c>, background included.</summary>
    public int ClassCount => All.Count - (IgnoreLabel is null ? 0 : 1);

    /// <summary>Value of voxels that neither training nor evaluation may count, or null.</summary>
    public int? IgnoreLabel { get; }

    /// <summary>Value of the label named <c>lesion</c>, or null where there is none.</summary>
    public int? Lesion { get; }

    /// <summary>Pairs of values whose names are equal up to <c>left</c> and <c>right</c>: they change places when an image is flipped left to right.</summary>
    public IReadOnlyList<(int Left, int Right)> FlipPairs { get; }

    /// <summary>Names of one side, such as <c>carotid_left</c>, whose other side is no label: an image with them cannot be flipped left to right.</summary>
    public IReadOnlyList<string> UnpairedSides =>
        [.. All.Where(l => FlipPairs.All(p => l.Value != p.Left && l.Value != p.Right) && l.Key.Split('_', ' ', '-', '.').Any(word => Is(word, "left") || Is(word, "right"))).Select(l => l.Key)];

    /// <summary>Values of the foreground labels, ascending.</summary>
    public IReadOnlyList<int> Foreground => [.. All.Select(l => l.Value).Where(v => v > 0 && v != IgnoreLabel).Order()];

    /// <summary>
    /// Labels whose intensities set the window of CT normalisation: thyroid, carotids and lesion by name, else all foreground. Air and bone would widen it
    /// tenfold and flatten the contrast between gland and lesion.
    /// </summary>
    public IReadOnlyList<int> IntensityWindow()
    {
        int[] soft = [.. All.Where(l => WindowNames.Any(n => Is(l.Key, n))).Select(l => l.Value).Order()];
        return soft.Length > 0 ? soft : Foreground;
    }

    /// <summary>Name of a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No label has this value.</exception>
    public string NameOf(int value) => All.Where(l => l.Value == value).Select(l => l.Key).FirstOrDefault()
        ?? throw new ArgumentOutOfRangeException(nameof(value), value, "No label has this value.");

    /// <summary>Value of a name, or of a number written as text.</summary>
    /// <exception cref="ThcaException">There is no such label; those there are, are listed.</exception>
    public int ValueOf(string nameOrValue)
    {
        foreach ((string name, int value) in All)
        {
            if (Is(name, nameOrValue) || value.ToString(CultureInfo.InvariantCulture) == nameOrValue) return value;
        }

        throw new ThcaException(ProblemCodes.LabelNotFound, $"There is no label '{nameOrValue}'.", $"Labels: {string.Join(", ", All.Select(l => l.Key))}.");
    }

    /// <summary>For every value, the value it becomes when the image is flipped left to right.</summary>
    public IReadOnlyList<int> FlipTable()
    {
        int[] table = [.. Enumerable.Range(0, All.Count)];
        foreach ((int left, int right) in FlipPairs) (table[left], table[right]) = (right, left);
        return table;
    }

    private static List<(int Left, int Right)> Pairs(IReadOnlyList<KeyValuePair<string, int>> labels)
    {
        var pairs = new List<(int, int)>();
        foreach ((string name, int value) in labels)
        {
            if (!name.Contains("left", StringComparison.OrdinalIgnoreCase)) continue;
            string mirrored = name.Replace("left", "right", StringComparison.OrdinalIgnoreCase);
            foreach ((string other, int right) in labels)
            {
                if (Is(other, mirrored)) pairs.Add((value, right));
            }
        }

        return pairs;
    }

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
