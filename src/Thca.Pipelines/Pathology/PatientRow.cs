using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Pathology.Heterogeneity;
using Thca.Pathology.Slides;

namespace Thca.Pipelines.Pathology;

/// <summary>What a patient's slides say together.</summary>
internal sealed record PatientRow(PatientId Patient, IReadOnlyList<PatientValue> Values, int Slides, double Blurred, double Normalised, RowStatus Status)
{
    public static PatientRow Of(
        PatientId patient, IReadOnlyList<SlideEntry> slides, Outcome<SlideFeatureRecord>[] measured, Outcome<IReadOnlyList<HeterogeneityValue>>[] summarised)
    {
        int[] own = [.. Enumerable.Range(0, slides.Count).Where(i => slides[i].Patient == patient)], good = [.. own.Where(i => summarised[i].Succeeded)];
        string failures = string.Join("; ", own.Where(i => !summarised[i].Succeeded).Select(i => $"{slides[i].Slide}: {summarised[i].Problem.Code}: {summarised[i].Problem.Message}"));
        if (good.Length == 0) return new PatientRow(patient, [], 0, double.NaN, double.NaN, new RowStatus(summarised[own[0]].Problem.Code, failures));
        double[] blurred = [.. good.Select(i => measured[i].Value.BlurredFraction)];
        return new PatientRow(
            patient, PatientHeterogeneity.Combine([.. good.Select(i => summarised[i].Value)]), good.Length, blurred.Average(),
            good.Count(i => !measured[i].Value.Stain.StartsWith("none", StringComparison.Ordinal)) / (double)good.Length, new RowStatus(ProblemCodes.Ok, failures));
    }
}
