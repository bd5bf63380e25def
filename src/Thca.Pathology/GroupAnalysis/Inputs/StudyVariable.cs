namespace Thca.Pathology.GroupAnalysis.Inputs;

/// <summary>One feature over the patients of a study.</summary>
/// <param name="Family">Family it is tested in.</param>
/// <param name="Name">Column name.</param>
/// <param name="Values">One value per patient; NaN where there is none.</param>
/// <param name="IsPrimary">Whether it is a declared primary endpoint.</param>
/// <param name="IsAbsent">Whether a declared column is in no table.</param>
public sealed record StudyVariable(string Family, string Name, IReadOnlyList<double> Values, bool IsPrimary = false, bool IsAbsent = false);
