using Thca.Pathology.Nuclei;
using Thca.Statistics.Summaries;

namespace Thca.Pathology.Heterogeneity;

/// <summary>
/// Combines the slides of a patient: weighted by the inverse variance of their bootstrap intervals where every slide has one, else by their
/// number of nuclei. Counts add up; composition follows from the sums.
/// </summary>
public static class PatientHeterogeneity
{
    private const double HalfWidths = 2 * 1.959963984540054;

    /// <summary>Combines slides.</summary>
    /// <param name="slides">The rows of each slide, all with the same rows in the same order.</param>
    /// <returns>One row for each row of a slide.</returns>
    /// <exception cref="ArgumentException">No slide, or slides with different rows.</exception>
    public static IReadOnlyList<PatientValue> Combine(IReadOnlyList<IReadOnlyList<HeterogeneityValue>> slides)
    {
        if (slides.Count == 0) throw new ArgumentException("A patient needs a slide.", nameof(slides));
        IReadOnlyList<HeterogeneityValue> first = slides[0];
        for (int s = 1; s < slides.Count; s++)
        {
            if (slides[s].Count != first.Count) throw new ArgumentException(FormattableString.Invariant($"Slide {s + 1} has {slides[s].Count} rows, the first {first.Count}."), nameof(slides));
        }

        Dictionary<string, HeterogeneityValue> composition = Composition(slides);
        return [.. Enumerable.Range(0, first.Count).Select(r => Row([.. slides.Select(s => s[r])], composition))];
    }

    private static PatientValue Row(HeterogeneityValue[] rows, Dictionary<string, HeterogeneityValue> composition)
    {
        HeterogeneityValue[] valid = [.. rows.Where(r => double.IsFinite(r.Value))];
        double spread = valid.Length > 1 ? Moments.StandardDeviation(Array.ConvertAll(valid, r => r.Value)) : double.NaN;
        HeterogeneityValue model = rows[0];
        int nuclei = valid.Sum(r => r.Count);
        if (model.Feature == SlideHeterogeneity.Composition) return new PatientValue(composition[model.Column], rows.Length, spread, rows.Length > 1 ? "sum" : "none");
        if (model.Statistic == "n") return new PatientValue(model with { Value = rows.Sum(r => r.Value), Count = rows.Sum(r => r.Count) }, rows.Length, spread, rows.Length > 1 ? "sum" : "none");
        if (valid.Length == 0) return new PatientValue(model with { Count = rows.Sum(r => r.Count) }, 0, double.NaN, "none");
        if (valid.Length == 1) return new PatientValue(valid[0], 1, double.NaN, "none");
        bool precise = Array.TrueForAll(valid, r => r.HasPrecision);
        double[] weights = Array.ConvertAll(valid, r => precise ? Math.Pow(HalfWidths / (r.Upper - r.Lower), 2) : r.Count);
        double total = weights.Sum(), value = 0;
        for (int i = 0; i < valid.Length; i++) value += weights[i] / total * valid[i].Value;
        double half = precise ? HalfWidths / 2 / Math.Sqrt(total) : double.NaN;
        return new PatientValue(model with { Value = value, Lower = value - half, Upper = value + half, Count = nuclei, Reason = "" }, valid.Length, spread, precise ? "precision" : "nuclei");
    }

    private static Dictionary<string, HeterogeneityValue> Composition(IReadOnlyList<IReadOnlyList<HeterogeneityValue>> slides)
    {
        HeterogeneityValue[] all = [.. slides.SelectMany(s => s).Where(r => r.Feature == SlideHeterogeneity.Composition)];
        if (all.Length == 0) return [];
        int[] counts = [.. NucleusTypes.Proper.Select(t => (int)all.Where(r => r.Group == NucleusTypes.GroupName(t) && r.Statistic == "count").Sum(r => r.Value))];
        double tissue = all.Where(r => r.Statistic == "tissue_mm2").Sum(r => r.Value);
        return SlideHeterogeneity.CompositionOf(counts, tissue).ToDictionary(r => r.Column, StringComparer.Ordinal);
    }
}
