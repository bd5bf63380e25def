namespace Thca.Modeling.Runtime;

/// <summary>A model cannot be used: says why and what to do.</summary>
public sealed class CritModelException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">One of <see cref="RefusalCodes"/>.</param>
    /// <param name="what">The offending value and what was expected.</param>
    /// <param name="remedy">What the user can do.</param>
    /// <param name="inner">The cause, if another error.</param>
    public CritModelException(string code, string what, string remedy = "", Exception? inner = null)
        : base(remedy.Length == 0 ? what : $"{what} {remedy}", inner) => Refusal = new ModelRefusal(code, what, remedy);

    /// <summary>The same as a value.</summary>
    public ModelRefusal Refusal { get; }

    /// <summary>Stable code, one of <see cref="RefusalCodes"/>.</summary>
    public string Code => Refusal.Code;
}
