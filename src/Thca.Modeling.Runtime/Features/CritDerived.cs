namespace Thca.Modeling.Runtime.Features;

/// <summary>A feature that is recomputed from other values of the same patient.</summary>
public sealed record CritDerived
{
    /// <summary>Name of the derived feature.</summary>
    public required string Name { get; init; }

    /// <summary>The formula.</summary>
    public required CritDerivedExpression Expression { get; init; }

    /// <summary>Names of the inputs, in the order of <see cref="CritDerivedExpression"/>.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>UCUM unit of inputs that are not features of the model.</summary>
    /// <value>Default 10*9/L.</value>
    public string InputUnit { get; init; } = "10*9/L";

    /// <summary>Relative difference between the given and the recomputed value above which a warning is raised.</summary>
    /// <value>Default 0.01.</value>
    public double Tolerance { get; init; } = 0.01;
}
