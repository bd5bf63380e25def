using Thca.Statistics.Summaries;

namespace Thca.Modeling.Search;

/// <summary>Stops a trial whose best intermediate value is worse than the median of completed trials at the same step. Safe for trials that run at once.</summary>
/// <param name="startupTrials">Completed trials before anything is pruned.</param>
/// <param name="warmupSteps">Steps of each trial before it may be pruned.</param>
public sealed class MedianPruner(int startupTrials = 5, int warmupSteps = 0)
{
    private readonly Dictionary<int, List<double>> _reports = [];
    private readonly HashSet<int> _completed = [];

    /// <summary>Records the value of a trial at its next step (from 0) and says whether to stop it.</summary>
    /// <param name="trial">Number of the trial.</param>
    /// <param name="value">Value so far, higher is better.</param>
    public bool ReportAndDecide(int trial, double value)
    {
        lock (_reports)
        {
            if (!_reports.TryGetValue(trial, out List<double>? own)) _reports[trial] = own = [];
            own.Add(value);
            int step = own.Count - 1;
            if (_completed.Count < startupTrials || step < warmupSteps) return false;
            double[] others = [.. _completed.Where(t => _reports[t].Count > step).Select(t => _reports[t][step])];
            return others.Length > 0 && own.Max() < Quantiles.Of(others, 0.5);
        }
    }

    /// <summary>Marks a trial as complete, so that its values count for others.</summary>
    public void Complete(int trial)
    {
        lock (_reports)
        {
            if (_reports.ContainsKey(trial)) _completed.Add(trial);
        }
    }
}
