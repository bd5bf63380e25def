namespace Thca.Pathology.GroupAnalysis;

/// <summary>Codes of the trouble and the flags of group comparisons, beside those every module has.</summary>
public static class GroupAnalysisProblems
{
    /// <summary>A patient has a group but no slide features.</summary>
    public const string NoSlide = "NO_SLIDE";

    /// <summary>A patient has slide features but no group.</summary>
    public const string NoGroup = "NO_GROUP";

    /// <summary>The plan leaves the patient out.</summary>
    public const string ExcludedByPlan = "EXCLUDED_BY_PLAN";

    /// <summary>A declared column is in no table.</summary>
    public const string ColumnAbsent = "COLUMN_ABSENT";

    /// <summary>The result was not declared before the run.</summary>
    public const string Exploratory = "EXPLORATORY";

    /// <summary>Too few patients for intervals.</summary>
    public const string NoIntervals = "NO_INTERVALS";

    /// <summary>The interval of the shift is asymptotic because values are tied or many.</summary>
    public const string AsymptoticInterval = "ASYMPTOTIC_INTERVAL";

    /// <summary>Too few patients with or without the outcome for a composite score.</summary>
    public const string TooFewEvents = "TOO_FEW_EVENTS";

    /// <summary>No table says the outcome.</summary>
    public const string NoOutcome = "NO_OUTCOME";

    /// <summary>No imaging feature or no heterogeneity feature is complete enough.</summary>
    public const string NoColumns = "NO_COLUMNS";
}
