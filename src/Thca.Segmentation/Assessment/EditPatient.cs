using Thca.Core.Cohorts;

namespace Thca.Segmentation.Assessment;

/// <summary>One patient of a group: the mean of every metric over the patient's masks.</summary>
public sealed record EditPatient
{
    /// <summary>The patient.</summary>
    public required PatientId Patient { get; init; }

    /// <summary>Masks of the patient in the group.</summary>
    public required int Cases { get; init; }

    /// <summary>Mean of every metric by column; NaN when no mask has it.</summary>
    public required IReadOnlyDictionary<string, double> Values { get; init; }

    /// <summary>Whether any mask was changed.</summary>
    public required bool Modified { get; init; }

    /// <summary>None when no mask was changed, else by the mean Dice.</summary>
    public required EditCategory Category { get; init; }

    /// <summary>Mean of one metric.</summary>
    public double this[string column] => Values[column];

    /// <summary>Unites the cases of each patient, in order of first appearance.</summary>
    /// <param name="cases">Measured cases of one group and label.</param>
    /// <param name="options">Edges of the categories.</param>
    internal static EditPatient[] Of(IEnumerable<EditCase> cases, MaskPairOptions options)
    {
        IReadOnlyList<(string Name, Func<MaskPairMetrics, double> Value)> columns = EditColumns.All(options);
        return [.. cases.GroupBy(c => c.Patient).Select(group =>
        {
            MaskPairMetrics[] metrics = [.. group.Select(c => c.Metrics!)];
            Dictionary<string, double> values = columns.ToDictionary(c => c.Name, c => metrics.Select(c.Value).Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average(), StringComparer.Ordinal);
            bool modified = metrics.Any(m => !m.Identical);
            return new EditPatient
            {
                Patient = group.Key, Cases = metrics.Length, Values = values, Modified = modified, Category = options.CategoryEdges.Of(!modified, values[EditColumns.Dice]),
            };
        })];
    }
}
