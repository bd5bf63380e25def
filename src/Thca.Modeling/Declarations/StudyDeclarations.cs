using Thca.Core.Errors;

namespace Thca.Modeling.Declarations;

/// <summary>What only the owner of a study can say. It goes into the artifact and its model card and answers the questions of the checklist; it never changes a number.</summary>
public sealed record StudyDeclarations
{
    /// <summary>Features by name.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, FeatureDeclaration> Features { get; init; } = new Dictionary<string, FeatureDeclaration>(StringComparer.Ordinal);

    /// <summary>Whether the owner confirms every unit that would otherwise be assumed.</summary>
    /// <value>false</value>
    public bool UnitsConfirmed { get; init; }

    /// <summary>Patients the model is for.</summary>
    /// <value>Empty</value>
    public string Population { get; init; } = "";

    /// <summary>When the model is used, e.g. "before surgery". If it begins with "before surgery" or "pre-op", features known later fail check P2.3.</summary>
    /// <value>Empty</value>
    public string TimeOfUse { get; init; } = "";

    /// <summary>Definition of the outcome and how it was ascertained.</summary>
    /// <value>Empty: the name of the outcome column.</value>
    public string Outcome { get; init; } = "";

    /// <summary>Time to the outcome, e.g. follow-up of patients without the event.</summary>
    /// <value>Empty</value>
    public string Horizon { get; init; } = "";

    /// <summary>When the model must not be used.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Contraindications { get; init; } = [];

    /// <summary>Where the patients come from: centres, dates, enrolment.</summary>
    /// <value>Empty</value>
    public string DataSource { get; init; } = "";

    /// <summary>Who was eligible.</summary>
    /// <value>Empty</value>
    public string Eligibility { get; init; } = "";

    /// <summary>Whether segmentation and measurement were blind to the outcome.</summary>
    /// <value>Empty</value>
    public string Blinding { get; init; } = "";

    /// <summary>Whether values were imputed over all patients before this run.</summary>
    /// <value>false</value>
    public bool UpstreamImputation { get; init; }

    /// <summary>Author.</summary>
    /// <value>Empty</value>
    public string Author { get; init; } = "";

    /// <summary>Contact.</summary>
    /// <value>Empty</value>
    public string Contact { get; init; } = "";

    /// <summary>Licence of the model.</summary>
    /// <value>Empty</value>
    public string Licence { get; init; } = "";

    /// <summary>Note on data governance, funding and protocol registration.</summary>
    /// <value>Empty</value>
    public string DataGovernance { get; init; } = "";

    /// <summary>Columns whose levels become subgroups of the performance table, beside Sex, Age, T_stage and N_stage.</summary>
    /// <value>Center, Scanner</value>
    public IReadOnlyList<string> Subgroups { get; init; } = ["Center", "Scanner"];

    /// <summary>Throws with every declaration that cannot be stored.</summary>
    /// <exception cref="OptionsException">At least one is.</exception>
    public void Validate()
    {
        List<string> problems = [];
        foreach ((string name, FeatureDeclaration declaration) in Features.OrderBy(f => f.Key, StringComparer.Ordinal)) declaration.Check(name, problems);
        OptionsException.ThrowIfAny(problems);
    }
}
