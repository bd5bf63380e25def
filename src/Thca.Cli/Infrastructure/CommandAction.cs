using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Cli.Infrastructure;

/// <summary>Connects a command to its work, and turns every way it can end into an exit code and one line on standard error.</summary>
internal static class CommandAction
{
    /// <summary>Gives a command its work.</summary>
    /// <param name="command">The command.</param>
    /// <param name="work">Does the work and returns the exit code.</param>
    public static Command Runs(this Command command, Func<ParseResult, CommandContext, int> work)
    {
        command.SetAction((parse, ct) =>
        {
            TextWriter output = parse.InvocationConfiguration.Output, error = parse.InvocationConfiguration.Error;
            return Task.Run(() => Guarded(() => work(parse, CommandContext.From(parse, output, error, ct)), error), CancellationToken.None);
        });
        return command;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The outermost frame: every error becomes one line and an exit code.")]
    private static int Guarded(Func<int> work, TextWriter error)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("thca: cancelled; finished work is kept, run the same command again to go on.");
            return ExitCodes.Cancelled;
        }
        catch (Exception exception)
        {
            error.WriteLine($"thca: {OneLine(Problem.From(exception).ToString())}");
            return exception is UsageException or OptionsException ? ExitCodes.WrongUsage : ExitCodes.Failed;
        }
    }

    /// <summary>Text without line breaks.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
