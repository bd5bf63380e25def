namespace Thca.Modeling.Runtime.Scoring;

/// <summary>Something about a scored patient that its reader should know.</summary>
/// <param name="Code">One of <see cref="WarningCodes"/>.</param>
/// <param name="Message">The names and values concerned.</param>
public sealed record CritWarning(string Code, string Message);
