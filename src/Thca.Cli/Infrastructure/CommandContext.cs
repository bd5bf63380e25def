using System.CommandLine;
using Thca.Core.Compute;
using Thca.Core.Randomness;

namespace Thca.Cli.Infrastructure;

/// <summary>What a running command sees of its surroundings.</summary>
internal sealed record CommandContext(
    RandomSeed Seed,
    ComputeOptions Compute,
    bool Json,
    bool Quiet,
    ProgressMode ProgressMode,
    TextWriter Out,
    TextWriter Error,
    CancellationToken Cancellation)
{
    public static CommandContext From(ParseResult parse, TextWriter output, TextWriter error, CancellationToken ct) => new(
        new RandomSeed(parse.GetValue(CommonOptions.Seed)),
        new ComputeOptions { MaxDegreeOfParallelism = parse.GetValue(CommonOptions.Jobs) },
        parse.GetValue(CommonOptions.Json),
        parse.GetValue(CommonOptions.Quiet),
        parse.GetEnum<ProgressMode>(CommonOptions.Progress),
        output,
        error,
        ct);

    /// <summary>Prints a line for people: on standard output, or nowhere with --quiet or --json.</summary>
    public void Say(string line)
    {
        if (!Quiet && !Json) Out.WriteLine(line);
    }

    /// <summary>Prints a warning on standard error.</summary>
    public void Warn(string line) => Error.WriteLine($"thca: warning: {line}");

    /// <summary>Shows the progress of a piece of work, stage by stage, while it runs.</summary>
    public T WithProgress<T>(Func<IProgress<WorkProgress>, T> work)
    {
        using var display = ProgressDisplay.Start(Quiet ? ProgressMode.None : ProgressMode, Error);
        return work(display);
    }
}
