namespace Thca.Modeling.Runtime;

/// <summary>Why a model or one patient's values were refused: a stable code, what is wrong and what to do about it.</summary>
/// <param name="Code">UPPER_SNAKE code, one of <see cref="RefusalCodes"/>.</param>
/// <param name="What">The offending value and what was expected.</param>
/// <param name="Remedy">What the user can do; may be empty.</param>
public sealed record ModelRefusal(string Code, string What, string Remedy = "")
{
    /// <summary>The refusal in one line.</summary>
    public override string ToString() => Remedy.Length == 0 ? $"{Code}: {What}" : $"{Code}: {What} {Remedy}";
}
