using System.Globalization;
using Thca.Core.Errors;

namespace Thca.Modeling.Training;

/// <summary>Repeated stratified cross-validation.</summary>
public sealed record CrossValidationOptions
{
    /// <summary>Folds of each repeat.</summary>
    /// <value>5</value>
    public int Folds { get; init; } = 5;

    /// <summary>Repeats with new folds.</summary>
    /// <value>5</value>
    public int Repeats { get; init; } = 5;

    /// <summary>Parses <c>5x3</c> (folds x repeats) or <c>5</c>.</summary>
    /// <exception cref="OptionsException">The text is neither.</exception>
    public static CrossValidationOptions Parse(string text)
    {
        string[] parts = text.Split('x');
        if (parts.Length <= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int folds)
            && int.TryParse(parts.Length == 2 ? parts[1] : "1", NumberStyles.None, CultureInfo.InvariantCulture, out int repeats))
        {
            var options = new CrossValidationOptions { Folds = folds, Repeats = repeats };
            options.Validate();
            return options;
        }

        throw new OptionsException([$"Folds '{text}' cannot be read; write e.g. 5x5 (folds x repeats)."]);
    }

    /// <summary>Throws with every setting that is out of range.</summary>
    /// <exception cref="OptionsException">At least one is.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (Folds is < 2 or > 100) problems.Add(string.Create(CultureInfo.InvariantCulture, $"Folds is {Folds}; allowed: 2 to 100."));
        if (Repeats is < 1 or > 1000) problems.Add(string.Create(CultureInfo.InvariantCulture, $"Repeats is {Repeats}; allowed: 1 to 1000."));
        OptionsException.ThrowIfAny(problems);
    }

    /// <summary>Folds x repeats.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Folds}x{Repeats}");
}
