using System.Text.Json;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Randomness;

namespace Thca.Pathology.GroupAnalysis.Plan;

/// <summary>
/// Reads <c>analysis.json</c> strictly: <c>schema</c> is required; <c>primary</c>, <c>contrast</c>, <c>families</c>, <c>covariates</c>, <c>exclude</c>,
/// <c>seed</c>, <c>alpha</c> are optional; anything else is refused, and every problem is named at once.
/// </summary>
public static class AnalysisPlanReader
{
    private const string Remedy = "Correct the file; thca pathology analyze --help shows an example.";

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is not JSON, or says something it must not; every problem is named.</exception>
    public static AnalysisPlan Read(string path) => Parse(File.ReadAllBytes(path), Path.GetFileName(path));

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="utf8">The content; its hash becomes the plan's.</param>
    /// <param name="source">Name for messages.</param>
    /// <exception cref="DataFormatException">As for a path.</exception>
    public static AnalysisPlan Parse(ReadOnlySpan<byte> utf8, string source = "analysis.json")
    {
        byte[] content = utf8.ToArray();
        try
        {
            using JsonDocument json = JsonDocument.Parse(content, new JsonDocumentOptions { AllowTrailingCommas = false, CommentHandling = JsonCommentHandling.Disallow, MaxDepth = 8, AllowDuplicateProperties = false });
            var problems = new List<string>();
            AnalysisPlan plan = Plan(json.RootElement, problems) with { Hash = ContentHash.Of(content) };
            return problems.Count == 0 ? plan : throw new DataFormatException($"{source}: {string.Join(" ", problems)}", Remedy, ProblemCodes.OptionInvalid);
        }
        catch (JsonException exception)
        {
            throw new DataFormatException($"{source} is not JSON: {exception.Message}", Remedy, inner: exception);
        }
    }

    private static AnalysisPlan Plan(JsonElement root, List<string> problems)
    {
        AnalysisPlan plan = AnalysisPlan.Default;
        if (root.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"The content is {Kind(root)}; an object is expected.");
            return plan;
        }

        if (!root.TryGetProperty("schema", out JsonElement schema) || schema.ValueKind != JsonValueKind.String || schema.GetString() != AnalysisPlan.Schema)
            problems.Add($"'schema' must be \"{AnalysisPlan.Schema}\".");
        foreach (JsonProperty p in root.EnumerateObject())
        {
            switch (p.Name)
            {
                case "schema": break;
                case "primary": plan = plan with { Primary = Texts(p.Value, "primary", problems) }; break;
                case "covariates": plan = plan with { Covariates = Texts(p.Value, "covariates", problems) }; break;
                case "families": plan = plan with { Families = Families(p.Value, problems) }; break;
                case "exclude": plan = plan with { Exclusions = Exclusions(p.Value, problems) }; break;
                case "contrast" when p.Value.ValueKind == JsonValueKind.String && p.Value.GetString() == "high-low": break;
                case "contrast": problems.Add($"'contrast' is {Kind(p.Value)}; \"high-low\" is the only one."); break;
                case "seed" when p.Value.ValueKind == JsonValueKind.Number && p.Value.TryGetInt64(out long seed): plan = plan with { Seed = new RandomSeed(seed) }; break;
                case "seed": problems.Add($"'seed' is {Kind(p.Value)}; a whole number is expected."); break;
                case "alpha" when p.Value.ValueKind == JsonValueKind.Number && p.Value.GetDouble() is >= 1e-6 and <= 0.5: plan = plan with { Alpha = p.Value.GetDouble() }; break;
                case "alpha": problems.Add($"'alpha' is {Kind(p.Value)}; a number from 0.000001 to 0.5 is expected."); break;
                default: problems.Add($"'{p.Name}' is unknown; known are schema, primary, contrast, families, covariates, exclude, seed, alpha."); break;
            }
        }

        if (plan.Primary.Count == 0 && root.TryGetProperty("primary", out _)) problems.Add("'primary' names no endpoint.");
        return plan;
    }

    private static string[] Texts(JsonElement value, string where, List<string> problems)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(v => v.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(v.GetString())))
        {
            problems.Add($"'{where}' is {Kind(value)}; a list of texts is expected.");
            return [];
        }

        string[] texts = [.. value.EnumerateArray().Select(v => v.GetString()!)];
        if (texts.Distinct(StringComparer.Ordinal).Count() != texts.Length) problems.Add($"'{where}' names something twice.");
        return texts;
    }

    private static FamilyDefinition[] Families(JsonElement value, List<string> problems)
    {
        if (value.ValueKind == JsonValueKind.Object) return [.. value.EnumerateObject().Select(p => new FamilyDefinition(p.Name, Texts(p.Value, $"families.{p.Name}", problems)))];
        problems.Add($"'families' is {Kind(value)}; an object of lists of column names is expected.");
        return [];
    }

    private static PatientExclusion[] Exclusions(JsonElement value, List<string> problems)
    {
        var list = new List<PatientExclusion>();
        bool proper = value.ValueKind == JsonValueKind.Array;
        foreach (JsonElement item in proper ? value.EnumerateArray() : default)
        {
            string[] names = item.ValueKind == JsonValueKind.Object ? [.. item.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)] : [];
            proper &= names is ["patient", "reason"] && item.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.String && p.Value.GetString()!.Trim().Length > 0);
            if (proper) list.Add(new PatientExclusion(item.GetProperty("patient").GetString()!, item.GetProperty("reason").GetString()!));
        }

        if (!proper) problems.Add("'exclude' must be a list of { \"patient\": …, \"reason\": … }.");
        return [.. list];
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.Null => "null",
        _ => value.GetRawText() is { Length: <= 40 } text ? text : value.GetRawText()[..40] + "…",
    };
}
