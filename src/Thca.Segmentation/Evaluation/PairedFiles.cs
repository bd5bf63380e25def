using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Segmentation.Evaluation;

/// <summary>Pairs predictions and ground truth by file name.</summary>
internal static class PairedFiles
{
    /// <summary>Every identifier that occurs in either folder, in order, with its files.</summary>
    /// <param name="predictions">Folder of predictions.</param>
    /// <param name="truth">Folder of ground truth.</param>
    /// <param name="ending">Ending of the files.</param>
    /// <param name="cases">The identifiers that count, found or not; null: all there are.</param>
    public static IReadOnlyList<(string Id, string? Prediction, string? Reference)> Find(string predictions, string truth, string ending, IReadOnlyCollection<string>? cases = null)
    {
        SortedDictionary<string, string> a = Files(predictions, ending), b = Files(truth, ending);
        string[] ids = [.. (cases ?? a.Keys.Union(b.Keys)).Order(StringComparer.Ordinal)];
        if (ids.Length == 0) throw new ThcaException(ProblemCodes.FileNotFound, $"Neither folder holds a file *{ending}.", "Check the folders.");
        return [.. ids.Select(id => (id, a.GetValueOrDefault(id), b.GetValueOrDefault(id)))];
    }

    private static SortedDictionary<string, string> Files(string folder, string ending)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            string name = Path.GetFileName(file);
            if (name.EndsWith(ending, StringComparison.Ordinal) && !name.StartsWith('.')) files[name[..^ending.Length]] = file;
        }

        return files;
    }
}
