using Thca.Cli.Infrastructure;
using Thca.Clinical.RiskScores;
using Thca.Core.Tables;

namespace Thca.Cli.Commands.Clinical;

/// <summary>Reads the files of <c>--scores</c> and the directions of <c>--score-direction</c>.</summary>
internal static class ScoreFiles
{
    public static IReadOnlyList<(RiskScore Score, ScoreDirection Direction)> Read(string[] files, string[] directions, ClinicalInput input, CommandContext context)
    {
        Dictionary<string, ScoreDirection> declared = directions.Select(Direction).ToDictionary(d => d.Name, d => d.Direction, StringComparer.Ordinal);
        Dictionary<string, RiskScore> scores = new(StringComparer.Ordinal);
        foreach (string item in files)
        {
            int cut = File.Exists(item) ? -1 : item.IndexOf('=', StringComparison.Ordinal);
            TextTable table = input.ReadText(cut < 0 ? item : item[(cut + 1)..], context);
            RiskScore score = RiskScore.Read(table, cut < 0 ? null : item[..cut]);
            scores[score.Name] = scores.TryGetValue(score.Name, out RiskScore? before) ? before.Merge(score) : score;
        }

        string? unknown = declared.Keys.FirstOrDefault(n => !scores.ContainsKey(n));
        if (unknown is not null) throw new UsageException($"--score-direction names '{unknown}', but the scores are {string.Join(", ", scores.Keys)}.");
        return [.. scores.Values.Select(s => (s, declared.TryGetValue(s.Name, out ScoreDirection d) ? d : Default(s)))];
    }

    private static ScoreDirection Default(RiskScore score) => score.Column != "3D_ITHscore" ? ScoreDirection.Increasing
        : throw new UsageException($"The direction of {score.Name} is not known.", $"Add --score-direction {score.Name}=increasing, decreasing or auto.");

    private static (string Name, ScoreDirection Direction) Direction(string item)
    {
        int cut = item.LastIndexOf('=');
        return cut > 0 && Enum.TryParse(item[(cut + 1)..], ignoreCase: true, out ScoreDirection direction) && Enum.IsDefined(direction)
            ? (item[..cut], direction)
            : throw new UsageException($"--score-direction: '{item}' is not NAME=increasing|decreasing|auto.");
    }
}
