using System.Text;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Evidence;

namespace Thca.Modeling.Runtime.Reporting;

/// <summary>The Markdown model card of an artifact, with the reporting items of TRIPOD+AI; what nobody stated is shown as a blank and listed.</summary>
public static class ModelCard
{
    private const string Blank = "*not stated*";

    /// <summary>Writes the card.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="sha256">Its integrity hash; null when the card goes into the artifact itself.</param>
    /// <param name="subgroups">Performance in subgroups as Markdown; empty when nobody stated it.</param>
    public static string Write(CritArtifact artifact, string? sha256 = null, string subgroups = "")
    {
        var card = new StringBuilder();
        Line(card, "# Model card: ", artifact.Combination.Name);
        ModelCardField[] fields = [.. Fields(artifact, sha256, subgroups)];
        foreach (ModelCardField field in fields)
        {
            Line(card, "");
            Line(card, "## ", field.Title);
            Line(card, "");
            Line(card, field.Text.Length == 0 ? Blank : field.Text);
        }

        string[] blanks = Blanks(fields);
        Line(card, "");
        Line(card, "## Blanks");
        Line(card, "");
        Line(card, blanks.Length == 0 ? "None." : string.Join("\n", blanks.Select(b => $"- {b}")));
        return card.ToString();
    }

    /// <summary>Titles of the sections that are empty.</summary>
    /// <param name="artifact">The artifact.</param>
    public static IReadOnlyList<string> Blanks(CritArtifact artifact) => Blanks(Fields(artifact, null, ""));

    private static string[] Blanks(IEnumerable<ModelCardField> fields) => [.. fields.Where(f => f.Text.Length == 0).Select(f => f.Title)];

    private static IEnumerable<ModelCardField> Fields(CritArtifact a, string? sha256, string subgroups)
    {
        CritIntendedUse use = a.IntendedUse;
        CritProvenance p = a.Provenance;
        yield return new("Identity", ModelCardText.Identity(a, sha256));
        yield return new("Intended use and users", use.TimeOfUse);
        yield return new("Out-of-scope use", ModelCardText.Bullets(use.Contraindications));
        yield return new("Population", use.Population);
        yield return new("Outcome and follow-up", ModelCardText.Sentences(use.Outcome, use.Horizon));
        yield return new("Inputs", ModelCardText.Inputs(a.Features));
        yield return new("Training procedure", ModelCardText.Training(p));
        yield return new("Class imbalance", ModelCardText.Imbalance(a));
        yield return new("Calibration", ModelCardText.Calibration(a.Calibrator));
        yield return new("Performance, internal", ModelCardText.Performance(a.Performance.Internal));
        yield return new("Performance, external", ModelCardText.Performance(a.Performance.External));
        yield return new("Operating thresholds", ModelCardText.Thresholds(a));
        yield return new("Subgroup results", subgroups);
        yield return new("Explanations", ModelCardText.Importance(a.Explanation));
        yield return new("Known limits", ModelCardText.Limits(a));
        yield return new("Update history", "Frozen once and never changed since: an updated model is another artifact with another identity.");
        yield return new("Data and data governance", p.DataGovernance);
        yield return new("Author", p.Author);
        yield return new("Contact", p.Contact);
        yield return new("Licence", p.Licence);
        yield return new("Regulatory status", "Research use only.");
    }

    private static void Line(StringBuilder card, params string[] parts)
    {
        foreach (string part in parts) card.Append(part);
        card.Append('\n');
    }
}
