namespace Thca.Modeling.Selection;

/// <summary>What recursive elimination with cross-validation selects.</summary>
/// <param name="Selected">Columns selected, ascending.</param>
/// <param name="Ranking">Rank of every column: 1 selected, 2 removed in the last round, 3 in the round before, and so on.</param>
/// <param name="Counts">Numbers of features tried, falling.</param>
/// <param name="MeanScore">Mean average precision over folds at each count.</param>
/// <param name="ScoreSd">Standard deviation over folds (population) at each count.</param>
public sealed record EliminationResult(
    IReadOnlyList<int> Selected, IReadOnlyList<int> Ranking, IReadOnlyList<int> Counts, IReadOnlyList<double> MeanScore, IReadOnlyList<double> ScoreSd);
