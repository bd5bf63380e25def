namespace Thca.Cli.Infrastructure;

/// <summary>Exit codes of every command.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int SomeCasesFailed = 3;
    public const int Cancelled = 130;
}
