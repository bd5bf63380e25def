using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Cohorts;
using Thca.Core.Outcomes;
using Thca.Core.Tables;
using Thca.Segmentation.Review;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>thca segment review list | accept | submit | lock</c></summary>
internal static class ReviewCommands
{
    private const string ListHelp = """
        Puts every mask of a folder on the worklist and writes it as worklist.csv and worklist.json: state, uncertainty of the prediction, volume, warnings.

        Example: thca segment review list --dir predicted --order uncertainty
        """;

    private const string AcceptHelp = """
        Records that an expert finds masks right as they are.

        Example: thca segment review accept P001 P002 --dir predicted --by "Dr B"
        """;

    private const string SubmitHelp = """
        Hands in an edited mask of a case: it is copied beside the earlier versions, compared with the current one at once, and becomes the current one.

        Example: thca segment review submit P001 edited.nii.gz --dir predicted --by "Dr B" --note "added a second focus"
        """;

    private const string LockHelp = """
        Makes the reviewed masks final, all of them or those named, and lists them with their hashes in locked.csv.

        Example: thca segment review lock --dir predicted --by "Dr B"
        """;

    public static Command Create()
    {
        var group = new Command("review", "Expert review of masks, as files: worklist, decisions, versions, locked masks.");
        foreach (Command command in (Command[])[List(), Accept(), Submit(), Lock()]) group.Subcommands.Add(command);
        return group;
    }

    private static Command List()
    {
        var common = new ReviewCommonOptions();
        Option<string> order = CommonOptions.OneOf("--order", "Order of the list; blinded: random from the seed, without uncertainty, volume and warnings.", false, "uncertainty", "id", "blinded");
        Option<string> kind = CommonOptions.OneOf("--kind", "Where masks without a record come from.", false, "predicted", "manual");
        var command = new Command("list", ListHelp);
        common.AddTo(command);
        command.Options.Add(order);
        command.Options.Add(kind);
        return command.Runs((parse, context) =>
        {
            ReviewLedger ledger = common.Open(parse, parse.GetEnum<ReviewVersionKind>(kind));
            ReviewOrder wanted = parse.GetEnum<ReviewOrder>(order);
            IReadOnlyList<(CaseId Case, Outcome<ReviewRecord> Record)> list = context.WithProgress(p => ledger.Queue(wanted, context.Seed, context.Compute, p, context.Cancellation));
            TextTable table = Worklist.Table(list, wanted == ReviewOrder.Blinded);
            string folder = parse.GetRequiredValue(common.Folder);
            Worklist.Write(folder, table);
            if (context.Json) context.Out.Write(Worklist.Json(table));
            foreach (ReviewState state in Enum.GetValues<ReviewState>())
            {
                int count = list.Count(l => l.Record.Succeeded && l.Record.Value.State == state);
                if (count > 0) context.Say(string.Create(CultureInfo.InvariantCulture, $"{count} {state.ToString().ToLowerInvariant()}"));
            }

            return Finish(list, $"listed in {Path.Combine(folder, "worklist.csv")}", context);
        });
    }

    private static Command Accept()
    {
        var common = new ReviewCommonOptions();
        var cases = new Argument<string[]>("CASE") { Description = "Cases: file names without extension.", Arity = ArgumentArity.OneOrMore };
        Option<string> by = By();
        Option<string> note = Note();
        var command = new Command("accept", AcceptHelp);
        command.Arguments.Add(cases);
        common.AddTo(command);
        command.Options.Add(by);
        command.Options.Add(note);
        return command.Runs((parse, context) =>
        {
            ReviewLedger ledger = common.Open(parse);
            return Finish([.. Ids(parse.GetRequiredValue(cases)).Select(id => (id, ledger.Accept(id, parse.GetRequiredValue(by), parse.GetRequiredValue(note))))], "accepted", context, print: true);
        });
    }

    private static Command Submit()
    {
        var common = new ReviewCommonOptions();
        var id = new Argument<string>("CASE") { Description = "The case: its file name without extension." };
        var mask = new Argument<string>("MASK") { Description = "The edited mask, on the grid of the first (.nii.gz, .nrrd, .mha)." };
        Option<string> by = By();
        Option<string> note = Note();
        Option<string> kind = CommonOptions.OneOf("--kind", "modified: an edit of the current version; manual: drawn without looking at it.", false, "modified", "manual");
        var command = new Command("submit", SubmitHelp);
        command.Arguments.Add(id);
        command.Arguments.Add(mask);
        common.AddTo(command);
        foreach (Option<string> option in (Option<string>[])[by, note, kind]) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            CaseId caseId = Ids([parse.GetRequiredValue(id)])[0];
            Outcome<ReviewRecord> outcome = common.Open(parse).Submit(caseId, parse.GetRequiredValue(mask), parse.GetRequiredValue(by), parse.GetRequiredValue(note), parse.GetEnum<ReviewVersionKind>(kind));
            if (outcome.Succeeded)
            {
                ReviewVersion version = outcome.Value.Current;
                context.Say(string.Create(CultureInfo.InvariantCulture, $"{caseId}: version {version.Number} is the current one; {(version.Category == "none" ? "no" : version.Category)} change, Dice {version.Metrics["dice"]:0.000}, {version.Metrics["added_mm3"]:0} mm³ added, {version.Metrics["removed_mm3"]:0} mm³ removed."));
            }

            return Finish([(caseId, outcome)], "submitted", context, print: true);
        });
    }

    private static Command Lock()
    {
        var common = new ReviewCommonOptions();
        var cases = new Argument<string[]>("CASE") { Description = "Cases [default: every reviewed one].", Arity = ArgumentArity.ZeroOrMore };
        Option<string> by = By();
        var command = new Command("lock", LockHelp);
        command.Arguments.Add(cases);
        common.AddTo(command);
        command.Options.Add(by);
        return command.Runs((parse, context) =>
        {
            ReviewLedger ledger = common.Open(parse);
            string[] named = parse.GetValue(cases) ?? [];
            if (named.Length > 0) return Finish([.. Ids(named).Select(id => (id, ledger.Lock(id, parse.GetRequiredValue(by))))], "locked", context, print: true);
            (CaseId Case, Outcome<ReviewRecord> Record)[] all = [.. ledger.Cases.Select(id => (id, ledger.Read(id)))];
            int open = all.Count(c => c.Record.Succeeded && c.Record.Value.State is ReviewState.Predicted or ReviewState.Queued);
            if (open > 0) context.Warn(string.Create(CultureInfo.InvariantCulture, $"{open} of {all.Length} cases are not reviewed yet and stay open."));
            (CaseId, Outcome<ReviewRecord>)[] locked =
            [
                .. all.Where(c => !c.Record.Succeeded || c.Record.Value.State is ReviewState.Reviewed or ReviewState.Locked)
                    .Select(c => (c.Case, c.Record.Succeeded ? ledger.Lock(c.Case, parse.GetRequiredValue(by)) : c.Record)),
            ];
            return Finish(locked, "locked", context, print: true);
        });
    }

    private static int Finish(IReadOnlyList<(CaseId Case, Outcome<ReviewRecord> Record)> cases, string done, CommandContext context, bool print = false)
    {
        if (print && context.Json) context.Out.Write(Worklist.Json(Worklist.Table(cases, blinded: false)));
        int failed = cases.Count(c => !c.Record.Succeeded);
        foreach ((CaseId id, Outcome<ReviewRecord> record) in cases.Where(c => !c.Record.Succeeded)) context.Error.WriteLine($"thca: {id}: {CommandAction.OneLine(record.Problem.ToString())}");
        context.Say(string.Create(CultureInfo.InvariantCulture, $"{cases.Count - failed} of {cases.Count} cases {done}, {failed} failed."));
        return failed == 0 ? ExitCodes.Done : cases.Count == 1 && print ? ExitCodes.Failed : ExitCodes.SomeCasesFailed;
    }

    private static CaseId[] Ids(string[] texts) => [.. texts.Select(t => string.IsNullOrWhiteSpace(t) ? throw new UsageException("A case id is empty.") : new CaseId(t)).Distinct()];

    private static Option<string> By() => new("--by") { Description = "Who decides; recorded.", Required = true };

    private static Option<string> Note() => new("--note") { Description = "Remark; recorded.", DefaultValueFactory = _ => "" };
}
