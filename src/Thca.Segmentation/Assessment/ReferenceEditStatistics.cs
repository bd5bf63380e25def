namespace Thca.Segmentation.Assessment;

/// <summary>The original's table and report for the data sets of a study.</summary>
internal static class ReferenceEditStatistics
{
    public static ReferenceEditResult Of(IReadOnlyList<EditPair> pairs, IReadOnlyList<EditCase> cases, EditStudyOptions options)
    {
        IReadOnlyList<(string Name, string Center, IReadOnlyList<string> Datasets)> named = EditGroupStatistics.Sets(pairs, options);
        var sets = named.ToDictionary(
            s => s.Name, s => (IReadOnlyList<ReferenceMaskPair>)[.. cases.Where(c => s.Datasets.Contains(c.Dataset) && c.Reference is not null).Select(c => c.Reference!)], StringComparer.Ordinal);
        return new ReferenceEditResult(
            [.. named.Select(s => ReferenceEditGroup.Of(s.Name, sets[s.Name]))],
            [.. EditComparisonStatistics.Plan(pairs, options).Select(p => ReferenceEditComparison.Of((p.First, sets[p.First]), (p.Second, sets[p.Second])))]);
    }
}
