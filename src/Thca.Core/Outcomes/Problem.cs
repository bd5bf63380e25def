using Thca.Core.Errors;

namespace Thca.Core.Outcomes;

/// <summary>Expected trouble with one case or one value: what, and what to do about it.</summary>
/// <param name="Code">One of <see cref="ProblemCodes"/> or a module's own UPPER_SNAKE code.</param>
/// <param name="Message">What is wrong, with the offending value and the expected one.</param>
/// <param name="Remedy">What the user can do; may be empty.</param>
public sealed record Problem(string Code, string Message, string Remedy = "")
{
    /// <summary>The problem an exception describes.</summary>
    public static Problem From(Exception exception) => exception switch
    {
        ThcaException known => new Problem(known.Code, known.What, known.Remedy),
        FileNotFoundException or DirectoryNotFoundException => new Problem(ProblemCodes.FileNotFound, exception.Message, "Check the path."),
        OutOfMemoryException => new Problem(ProblemCodes.OutOfMemoryEstimate, exception.Message, "Use a machine with more memory or a smaller image."),
        _ => new Problem(ProblemCodes.Unexpected, $"{exception.GetType().Name}: {exception.Message}"),
    };

    /// <summary>Code, message and remedy in one line.</summary>
    public override string ToString() => Remedy.Length == 0 ? $"{Code}: {Message}" : $"{Code}: {Message} {Remedy}";
}
