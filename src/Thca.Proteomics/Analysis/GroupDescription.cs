using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Analysis;

/// <summary>One protein in one group.</summary>
public sealed record GroupDescription
{
    /// <summary>Patients with a value.</summary>
    public required int Count { get; init; }

    /// <summary>Patients of the group without a value.</summary>
    public required int Missing { get; init; }

    /// <summary>Mean.</summary>
    public required double Mean { get; init; }

    /// <summary>Standard deviation.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>First quartile (type 7).</summary>
    public required double Q1 { get; init; }

    /// <summary>Median.</summary>
    public required double Median { get; init; }

    /// <summary>Third quartile (type 7).</summary>
    public required double Q3 { get; init; }

    /// <summary>Patients per grade; empty for continuous proteins.</summary>
    public IReadOnlyList<int> Levels { get; init; } = [];

    /// <summary>Share with high expression, with Wilson's interval; NaN for continuous proteins.</summary>
    public Estimate HighShare { get; init; } = Estimate.None;

    /// <summary>The most frequent grades, joined by " / " where several are equally frequent; empty without values.</summary>
    public string Dominant
    {
        get
        {
            int most = Levels.DefaultIfEmpty(0).Max();
            return most == 0 ? "" : string.Join(" / ", GradeScale.Labels.Where((_, j) => Levels[j] == most));
        }
    }
}
