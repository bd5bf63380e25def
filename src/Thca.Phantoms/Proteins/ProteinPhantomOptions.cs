using Thca.Core.Errors;

namespace Thca.Phantoms.Proteins;

/// <summary>What a synthetic protein panel looks like.</summary>
public sealed record ProteinPhantomOptions
{
    /// <summary>The proteins and their true effects.</summary>
    /// <value>The study's eight: SUCLG1 -0.75 and DLAT -0.65 fall with the risk, CYCS 0.35 rises, the others do not depend on it.</value>
    public IReadOnlyList<PhantomProtein> Proteins { get; init; } =
    [
        new("SUCLG1", -0.75), new("DLAT", -0.65), new("IDH3B", 0), new("ACSF2", 0), new("SUCLG2", 0), new("ACO2", 0), new("CYCS", 0.35), new("VDAC2", 0),
    ];

    /// <summary>Share of the remaining variance that all proteins have in common (tissue quality, staining), 0 to 0.9.</summary>
    /// <value>0.2.</value>
    public double CommonShare { get; init; } = 0.2;

    /// <summary>Share of values that are missing, 0 to 0.9.</summary>
    /// <value>0.02.</value>
    public double MissingRate { get; init; } = 0.02;

    /// <summary>Whether the table holds intensities instead of the four grades.</summary>
    /// <value>false.</value>
    public bool Intensities { get; init; }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        foreach (PhantomProtein p in Proteins)
            if (!(Math.Abs(p.Effect) <= 0.9)) problems.Add(FormattableString.Invariant($"The effect of {p.Column} is {p.Effect}; expected -0.9 to 0.9."));
        if (Proteins.Count == 0 || Proteins.Select(p => p.Column).Distinct().Count() < Proteins.Count) problems.Add($"{nameof(Proteins)} must hold at least one protein, each once.");
        if (!(CommonShare is >= 0 and <= 0.9)) problems.Add(FormattableString.Invariant($"{nameof(CommonShare)} is {CommonShare}; expected 0 to 0.9."));
        if (!(MissingRate is >= 0 and <= 0.9)) problems.Add(FormattableString.Invariant($"{nameof(MissingRate)} is {MissingRate}; expected 0 to 0.9."));
        OptionsException.ThrowIfAny(problems);
    }
}
