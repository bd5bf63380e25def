using System.CommandLine;
using System.CommandLine.Help;

namespace Thca.Cli.Infrastructure;

/// <summary>The command line as a whole: builds the tree of commands, parses and runs.</summary>
internal static class ThcaCommandLine
{
    /// <summary>Runs one command line and returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        RootCommand root = Build();
        ParseResult parse = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parse.Errors.Count > 0 && parse.Action is not HelpAction)
        {
            string problems = string.Join(" ", parse.Errors.Select(e => CommandAction.OneLine(e.Message)));
            error.WriteLine($"thca: {problems} See 'thca {CommandPath(parse)}--help'.");
            return ExitCodes.WrongUsage;
        }

        return await parse.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
    }

    /// <summary>The tree of commands.</summary>
    public static RootCommand Build()
    {
        var root = new RootCommand("THCA-ITH: from thyroid CT to a calibrated risk of distant metastasis (the CRIT phenotype).");
        CommonOptions.AddTo(root);
        foreach (Command command in CommandGroups.All()) root.Subcommands.Add(command);
        return root;
    }

    private static string CommandPath(ParseResult parse)
    {
        var names = new List<string>();
        for (var command = parse.CommandResult; command?.Parent is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
            names.Insert(0, command.Command.Name + " ");
        return string.Concat(names);
    }
}
