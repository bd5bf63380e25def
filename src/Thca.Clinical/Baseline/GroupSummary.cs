namespace Thca.Clinical.Baseline;

/// <summary>One variable or level in one group.</summary>
/// <param name="Count">Observed values (variables) or patients with the level.</param>
/// <param name="Missing">Missing values; 0 on level rows.</param>
/// <param name="Text">Median (Q1–Q3), mean ± SD, or count (percent).</param>
public sealed record GroupSummary(int Count, int Missing, string Text);
