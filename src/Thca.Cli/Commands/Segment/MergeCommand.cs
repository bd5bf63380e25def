using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Tables;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Labels;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>thca segment merge</c></summary>
internal static class MergeCommand
{
    private const string Help = """
        Merges the anatomy (TotalSegmentator's folder of masks or its multi-label file) and the lesion of one or many cases into label maps 0..11 of an
        nnU-Net data set: imagesTr/CASE_0000.nii.gz, labelsTr/CASE.nii.gz, dataset.json, merge_report.csv and .json.
        A cohort table has the columns PatientID, Image, Anatomy and Lesion (or Mask); with --already-merged Mask is the label map.

        Example: thca segment merge --image ct.nii.gz --anatomy totalsegmentator --lesion tumour.nii.gz --id P001 --dataset Dataset101_Thyroid
        """;

    public static Command Create()
    {
        var image = new Option<string?>("--image") { Description = "CT of one case." };
        var anatomy = new Option<string?>("--anatomy") { Description = "TotalSegmentator's folder of masks or multi-label file; with --already-merged the label map." };
        var lesion = new Option<string?>("--lesion") { Description = "Lesion mask of one case." };
        var label = new Option<int?>("--label") { Description = "Label of the lesion in its file [default: 11 if present, else the only label]." };
        var id = new Option<string?>("--id") { Description = "Case identifier [default: the image's file name]." };
        var cohort = new Option<string?>("--cohort") { Description = "Table with one row per case; paths relative to it." };
        var dataset = new Option<string>("--dataset") { Description = "Data set folder to write, e.g. Dataset101_Thyroid.", Required = true };
        var version = new Option<int>("--totalseg-version") { Description = "Class table of multi-label files without names, 1 or 2.", DefaultValueFactory = _ => 2 };
        var merged = new Option<bool>("--already-merged") { Description = "The anatomy file is a label map 0..11 with the lesion in it." };
        var resample = new Option<bool>("--resample-masks") { Description = "Resample masks on another grid (nearest neighbour) instead of refusing them." };
        var allowEmpty = new Option<bool>("--allow-empty-lesion") { Description = "Accept cases without lesion voxels." };
        var command = new Command("merge", Help);
        foreach (Option option in new Option[] { image, anatomy, lesion, label, id, cohort, dataset, version, merged, resample, allowEmpty }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            var options = new DatasetMergeOptions
            {
                Merge = new MergeOptions { ResampleMasks = parse.GetValue(resample), AllowEmptyLesion = parse.GetValue(allowEmpty) },
                TotalSegmentatorVersion = parse.GetValue(version),
                AlreadyMerged = parse.GetValue(merged),
            };
            IReadOnlyList<MergeInput> cases = (parse.GetValue(cohort), parse.GetValue(image), parse.GetValue(anatomy)) switch
            {
                ({ } table, null, null) => FromTable(table, options.AlreadyMerged, parse.GetValue(label)),
                (null, { } i, { } a) => [new MergeInput(parse.GetValue(id) ?? CaseName.Of(i), i, a, parse.GetValue(lesion), parse.GetValue(label))],
                _ => throw new UsageException("Give either --cohort, or --image and --anatomy.", "Example: thca segment merge --image ct.nii.gz --anatomy totalsegmentator --lesion tumour.nii.gz --dataset Dataset101_Thyroid"),
            };
            string folder = parse.GetRequiredValue(dataset);
            string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
            if (!DatasetFolder.IsProperName(name)) context.Warn($"nnU-Net expects a folder name like Dataset101_Thyroid; '{name}' works here only.");
            IReadOnlyList<MergeOutcome> outcomes = context.WithProgress(p => DatasetMerger.Run(folder, cases, options, context.Compute, p, context.Cancellation));
            foreach (MergeOutcome outcome in outcomes.Where(o => o.Report.Succeeded))
            {
                foreach (string warning in outcome.Report.Value.Warnings) context.Warn($"{outcome.Id}: {warning}");
            }

            return CaseOutcomes.Print(
                [.. outcomes.Select(o => (o.Id, o.Report.Succeeded ? null : o.Report.Problem))],
                "thca-segment-merge/1",
                "merged",
                folder,
                context);
        });
    }

    private static MergeInput[] FromTable(string path, bool merged, int? label)
    {
        TextTable table = TextTable.Read(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        int id = table.RequireColumn("PatientID"), image = table.RequireColumn("Image");
        int? mask = table.Find("Mask"), labels = table.Find("Label");
        int anatomy = merged ? table.Find("Anatomy") ?? table.RequireColumn("Mask") : table.RequireColumn("Anatomy");
        int? lesion = merged ? null : table.Find("Lesion") ?? mask;
        return [.. Enumerable.Range(0, table.RowCount).Select(r => new MergeInput(
            table[r, id],
            Path.Combine(folder, table[r, image]),
            Path.Combine(folder, table[r, anatomy]),
            lesion is { } c && table[r, c].Length > 0 ? Path.Combine(folder, table[r, c]) : null,
            labels is { } l && int.TryParse(table[r, l], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : label))];
    }
}
