namespace Thca.Statistics.Contingency;

/// <summary>Fisher's exact test of a 2 x 2 table with the odds ratio.</summary>
/// <param name="PValue">The p-value.</param>
/// <param name="MidPValue">The p-value with half the probability of tables as likely as the observed one.</param>
/// <param name="OddsRatio">Sample odds ratio ad/(bc); infinite or 0 with a zero cell, NaN where it is 0/0.</param>
/// <param name="ConditionalOddsRatio">Conditional maximum likelihood estimate.</param>
/// <param name="Lower">Lower limit of the exact interval of the conditional odds ratio; 0 when there is none.</param>
/// <param name="Upper">Upper limit of the exact interval; infinite when there is none.</param>
public sealed record FisherExactResult(double PValue, double MidPValue, double OddsRatio, double ConditionalOddsRatio, double Lower, double Upper);
