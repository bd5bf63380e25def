using Thca.Core.Errors;

namespace Thca.Imaging.Filtering;

/// <summary>Settings of <see cref="GaussianFilter"/>.</summary>
public sealed record GaussianOptions
{
    /// <summary>Standard deviation of the Gaussian, in <see cref="Unit"/>; 0 leaves the image as it is.</summary>
    /// <value>1.</value>
    public double Sigma { get; init; } = 1;

    /// <summary>Unit of <see cref="Sigma"/>.</summary>
    /// <value>Voxels.</value>
    public LengthUnit Unit { get; init; } = LengthUnit.Voxels;

    /// <summary>Where the Gaussian is cut: radius floor(Truncate · sigma + 0.5) voxels.</summary>
    /// <value>4.</value>
    public double Truncate { get; init; } = 4;

    /// <summary>How the image continues beyond its border.</summary>
    /// <value>Reflect.</value>
    public BoundaryMode Boundary { get; init; } = BoundaryMode.Reflect;

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">A value is outside its range; all problems are listed.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (!(Sigma >= 0 && double.IsFinite(Sigma))) problems.Add(FormattableString.Invariant($"Sigma is {Sigma}; it must be finite and not negative."));
        if (!(Truncate > 0 && double.IsFinite(Truncate))) problems.Add(FormattableString.Invariant($"Truncate is {Truncate}; it must be finite and positive."));
        OptionsException.ThrowIfAny(problems);
    }
}
