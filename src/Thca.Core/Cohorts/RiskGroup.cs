using Thca.Core.Tables;

namespace Thca.Core.Cohorts;

/// <summary>The two groups that are compared; always listed Low, then High.</summary>
public static class RiskGroup
{
    /// <summary>Code of the low-risk group.</summary>
    public const int Low = 0;

    /// <summary>Code of the high-risk group.</summary>
    public const int High = 1;

    /// <summary>Code of a patient in neither group.</summary>
    public const int None = -1;

    /// <summary>Names of the groups.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["Low", "High"];

    /// <summary>Reads a group: Low, High, 0, 1, "Low Risk", "High Risk", M0, M1 or Chinese, in any case.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="group">0 or 1.</param>
    public static bool TryParse(string text, out int group)
    {
        group = LabelText.Normalize(text) switch
        {
            "low" or "low risk" or "0" or "0.0" or "m0" or "\u4F4E" or "\u4F4E\u98CE\u9669" => Low,
            "high" or "high risk" or "1" or "1.0" or "m1" or "\u9AD8" or "\u9AD8\u98CE\u9669" => High,
            _ => None,
        };
        return group != None;
    }
}
