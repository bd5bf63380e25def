namespace Thca.Modeling.Ranking;

/// <summary>A combination's place among those compared.</summary>
/// <param name="Rank">1 is best.</param>
/// <param name="Name">Its name.</param>
/// <param name="Total">Screening score, 0 to 100.</param>
/// <param name="Components">Component scores by metric key.</param>
/// <param name="Metrics">Metric values behind them.</param>
/// <param name="Features">Number of features of its model.</param>
/// <param name="ChanceBest">Share of bootstrap samples in which it ranks first; NaN when not computed.</param>
/// <param name="RankLower">2.5 % quantile of its rank over bootstrap samples.</param>
/// <param name="RankUpper">97.5 % quantile.</param>
/// <param name="Parsimonious">Whether it is within one standard error of the best with fewer modalities.</param>
public sealed record RankedCombination(
    int Rank, string Name, double Total, IReadOnlyDictionary<string, double> Components, IReadOnlyDictionary<string, double> Metrics, int Features,
    double ChanceBest = double.NaN, double RankLower = double.NaN, double RankUpper = double.NaN, bool Parsimonious = false);
