namespace Thca.Cli.Infrastructure;

/// <summary>How progress is shown: <c>auto</c> draws a bar on a terminal and prints lines elsewhere.</summary>
internal enum ProgressMode
{
    Auto,
    Plain,
    None,
}
