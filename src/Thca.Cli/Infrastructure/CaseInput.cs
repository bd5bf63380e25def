using System.CommandLine;
using Thca.Core.Cohorts;
using Thca.Pipelines.Cohorts;

namespace Thca.Cli.Infrastructure;

/// <summary>The options by which a command takes one case or a cohort: <c>--image --mask [--label] [--id]</c> or <c>--cohort</c>.</summary>
internal sealed class CaseInput
{
    public Option<string?> Image { get; } = new("--image") { Description = "CT volume of one case (.nii, .nii.gz, .nrrd, .mha, .mhd)." };

    public Option<string?> Mask { get; } = new("--mask") { Description = "Mask or label map of one case." };

    public Option<int?> Label { get; } = new("--label") { Description = "Label of the lesion [default: 11 if present, else the only label]." };

    public Option<string?> Id { get; } = new("--id") { Description = "PatientID of one case [default: the image's file name]." };

    public Option<string?> Cohort { get; } = new("--cohort") { Description = "Cohort table: PatientID,Image,Mask[,Label]; paths relative to it." };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Image, Mask, Label, Id, Cohort }) command.Options.Add(option);
    }

    /// <summary>The cases, and the files that name them.</summary>
    public (IReadOnlyList<CohortCase> Cases, IReadOnlyList<string> Inputs) Read(ParseResult parse)
    {
        string? image = parse.GetValue(Image), mask = parse.GetValue(Mask), cohort = parse.GetValue(Cohort);
        return (image, mask, cohort) switch
        {
            (null, null, { } table) => (WithLabel(CohortFile.Read(table), parse.GetValue(Label)), [table]),
            ({ } i, { } m, null) => ([Single(i, m, parse)], [.. new[] { i, m }.Where(File.Exists)]),
            _ => throw new UsageException("Give either --cohort, or --image and --mask."),
        };
    }

    private CohortCase Single(string image, string mask, ParseResult parse) =>
        new(new PatientId(parse.GetValue(Id) ?? Name(image)), image, mask, parse.GetValue(Label));

    private static IReadOnlyList<CohortCase> WithLabel(IReadOnlyList<CohortCase> cases, int? label) =>
        label is null ? cases : [.. cases.Select(c => c with { Label = c.Label ?? label })];

    private static string Name(string path)
    {
        string name = Path.GetFileName(path);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? name[..dot] : name;
    }
}
