using System.Diagnostics.CodeAnalysis;

namespace Thca.Core.Outcomes;

/// <summary>Either a value or the <see cref="Problem"/> that prevented it. The default instance is a failure.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T? _value;
    private readonly Problem? _problem;

    private Outcome(T? value, Problem? problem, bool succeeded) => (_value, _problem, Succeeded) = (value, problem, succeeded);

    /// <summary>Whether there is a value.</summary>
    public bool Succeeded { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => Succeeded ? _value! : throw new InvalidOperationException($"No value: {Problem}");

    /// <summary>What went wrong.</summary>
    /// <exception cref="InvalidOperationException">Nothing did.</exception>
    public Problem Problem => Succeeded
        ? throw new InvalidOperationException("The outcome is a success and has no problem.")
        : _problem ?? new Problem(ProblemCodes.Unexpected, "The outcome was never set.");

    /// <summary>A success.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "Factory of the type itself.")]
    public static Outcome<T> Success(T value) => new(value, null, true);

    /// <summary>A failure.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "Factory of the type itself.")]
    public static Outcome<T> Failure(Problem problem) => new(default, problem, false);

    /// <summary>Runs a function and turns any exception but cancellation into a failure.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "Factory of the type itself.")]
    [SuppressMessage("Design", "CA1031", Justification = "One bad case must never stop a cohort; the problem keeps the details.")]
    public static Outcome<T> Try(Func<T> function)
    {
        try
        {
            return Success(function());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Failure(Problem.From(exception));
        }
    }

    /// <summary>Applies a function to the value of a success.</summary>
    public Outcome<TOther> Map<TOther>(Func<T, TOther> function) =>
        Succeeded ? Outcome<TOther>.Success(function(_value!)) : Outcome<TOther>.Failure(Problem);
}
