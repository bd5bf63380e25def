using System.CommandLine;

namespace Thca.Cli.Infrastructure;

/// <summary>Options that every command takes.</summary>
internal static class CommonOptions
{
    public static Option<long> Seed { get; } = new("--seed")
    {
        Description = "Seed of everything random.", DefaultValueFactory = _ => 42, Recursive = true,
    };

    public static Option<int> Jobs { get; } = new("--jobs")
    {
        Description = "Cases or tasks run at once (never changes a result).", DefaultValueFactory = _ => Environment.ProcessorCount, Recursive = true,
    };

    public static Option<string> Progress { get; } = OneOf("--progress", "How progress is shown on standard error.", recursive: true, "auto", "plain", "none");

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print the result as JSON on standard output.", Recursive = true,
    };

    public static Option<bool> Quiet { get; } = new("--quiet")
    {
        Description = "Print nothing but errors.", Recursive = true,
    };

    /// <summary>Only for commands whose specification keeps the original's arithmetic.</summary>
    public static Option<string> Mode() =>
        OneOf("--mode", "sound: what may be published; reference: the original's arithmetic, watermarked.", recursive: false, "sound", "reference");

    /// <summary>The value of an option made by <see cref="OneOf"/> as an enumeration value of the same name.</summary>
    public static TEnum GetEnum<TEnum>(this ParseResult parse, Option<string> option)
        where TEnum : struct, Enum => Enum.Parse<TEnum>(parse.GetRequiredValue(option).Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>An option that takes one of some words; the first is the default.</summary>
    public static Option<string> OneOf(string name, string description, bool recursive, params string[] words)
    {
        var option = new Option<string>(name)
        {
            Description = description, DefaultValueFactory = _ => words[0], Recursive = recursive, HelpName = string.Join('|', words),
        };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    /// <summary>A required folder or file to write.</summary>
    public static Option<string> Out(string description) => new("--out") { Description = description, Required = true };

    public static void AddTo(RootCommand root)
    {
        Jobs.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int jobs) && jobs < 1)
                result.AddError("--jobs must be at least 1.");
        });
        foreach (Option option in new Option[] { Seed, Jobs, Progress, Json, Quiet }) root.Options.Add(option);
    }
}
