using Thca.Core.Outcomes;

namespace Thca.Core.Errors;

/// <summary>Base of all errors this product raises on purpose: a stable code, what is wrong, and what to do.</summary>
public class ThcaException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="code">UPPER_SNAKE code, see <see cref="ProblemCodes"/>.</param>
    /// <param name="what">What is wrong: the offending value and the expected one.</param>
    /// <param name="remedy">What the user can do.</param>
    /// <param name="inner">The cause, if another error.</param>
    public ThcaException(string code, string what, string remedy = "", Exception? inner = null)
        : base(remedy.Length == 0 ? what : $"{what} {remedy}", inner) => (Code, What, Remedy) = (code, what, remedy);

    /// <summary>Stable code.</summary>
    public string Code { get; }

    /// <summary>What is wrong, without the remedy.</summary>
    public string What { get; }

    /// <summary>What the user can do; may be empty.</summary>
    public string Remedy { get; }

    /// <summary>The same as a value.</summary>
    public Problem ToProblem() => new(Code, What, Remedy);
}
