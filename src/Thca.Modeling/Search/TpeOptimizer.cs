using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;

namespace Thca.Modeling.Search;

/// <summary>
/// Maximises a function of parameters with the tree-structured Parzen estimator, by ask and tell. Trials that were asked but not told count as
/// bad (constant liar), so several can run at once. Not thread-safe: ask and tell from one thread.
/// </summary>
public sealed class TpeOptimizer
{
    private const double GoodShare = 0.1;
    private const int MostGood = 25;

    private readonly TpeOptions _options;
    private readonly TpeDraws _draws;
    private readonly List<Trial> _trials = [];
    private readonly List<double>[] _columns;
    private readonly List<int>[] _ascending;

    /// <summary>Creates an optimiser.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="seed">Seed of the run; null for 42.</param>
    /// <param name="name">Names the sub-streams.</param>
    public TpeOptimizer(SearchSpace space, TpeOptions? options = null, RandomSeed? seed = null, string name = "")
        : this(space, options ?? new TpeOptions(), TpeDraws.From(seed ?? RandomSeed.Default, name))
    {
    }

    internal TpeOptimizer(SearchSpace space, TpeOptions options, TpeDraws draws)
    {
        options.Validate();
        (Space, _options, _draws) = (space, options, draws);
        _columns = [.. space.Parameters.Select(_ => new List<double>())];
        _ascending = [.. space.Parameters.Select(_ => new List<int>())];
    }

    /// <summary>What is searched.</summary>
    public SearchSpace Space { get; }

    /// <summary>All trials by number.</summary>
    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>The complete trial of highest value, the earliest of equals; null when there is none.</summary>
    public Trial? Best
    {
        get
        {
            Trial? best = null;
            foreach (Trial trial in _trials)
            {
                if (trial.State == TrialState.Complete && (best is null || trial.Value > best.Value)) best = trial;
            }

            return best;
        }
    }

    /// <summary>Proposes the next configuration.</summary>
    public Trial Ask()
    {
        (Func<double> random, Func<double> model) = _draws.For(_trials.Count);
        int finished = _trials.Count(t => t.State is TrialState.Complete or TrialState.Pruned);
        (int[] good, int[] bad) = finished < _options.StartupTrials ? ([], []) : SplitTrials(finished);
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (int[] group in Steps(finished))
        {
            if (!Space.Parameters[group[0]].Exists(values, Space)) continue;
            double[] suggested = finished < _options.StartupTrials ? [Uniform(Space.Parameters[group[0]], random)]
                : _options.Variant == TpeVariant.Multivariate5 ? SuggestTogether(group, good, bad, model)
                : [Suggest(group[0], good, bad, model)];
            for (int i = 0; i < group.Length; i++) values[Space.Parameters[group[i]].Name] = suggested[i];
        }

        return Enqueue(values);
    }

    /// <summary>Parameters that are drawn in one step: groups in the joint form, else one after the other.</summary>
    private IEnumerable<int[]> Steps(int finished) => finished >= _options.StartupTrials && _options.Variant == TpeVariant.Multivariate5
        ? Space.Groups
        : Enumerable.Range(0, Space.Parameters.Count).Select(p => new[] { p });

    /// <summary>Adds a configuration of the caller's choice, e.g. a default to try first.</summary>
    public Trial Enqueue(IReadOnlyDictionary<string, double> values)
    {
        var trial = new Trial(_trials.Count, values, TrialState.Running, double.NaN);
        Add(trial);
        return trial;
    }

    /// <summary>Reports the value of a trial; NaN is a failure.</summary>
    public void Tell(int number, double value, TrialState state = TrialState.Complete, string message = "") =>
        _trials[number] = _trials[number] with { Value = value, State = double.IsNaN(value) ? TrialState.Failed : state, Message = message };

    /// <summary>Adds a trial that was finished in an earlier run.</summary>
    public void Restore(Trial trial)
    {
        _draws.For(_trials.Count);
        Add(trial with { Number = _trials.Count });
    }

    /// <summary>
    /// Runs trials in batches of fixed width until there are enough. The values are told in order of trial number, so any number of workers
    /// gives the same trials. A trial whose objective throws is recorded as failed; more than half failing is an error.
    /// </summary>
    /// <param name="trials">Number of trials in all, with those already told.</param>
    /// <param name="objective">What is maximised; called from several threads.</param>
    /// <param name="compute">Workers.</param>
    /// <param name="progress">Trials finished.</param>
    /// <param name="ct">Stops between and inside batches.</param>
    /// <exception cref="ThcaException">More than half of the trials failed.</exception>
    public void Run(int trials, Func<Trial, double> objective, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default) =>
        Run(trials, (trial, _) => objective(trial), null, compute, progress, ct);

    /// <summary>
    /// The same for an objective that reports intermediate values: when told to stop, it returns the last of them and the trial is pruned. A trial is
    /// compared with those of earlier batches, so the number of workers changes nothing.
    /// </summary>
    /// <param name="trials">Number of trials in all, with those already told.</param>
    /// <param name="objective">What is maximised; its second argument takes the value so far, once a step, and says whether to stop.</param>
    /// <param name="pruner">Decides; null never stops a trial.</param>
    /// <param name="compute">Workers.</param>
    /// <param name="progress">Trials finished.</param>
    /// <param name="ct">Stops between and inside batches.</param>
    /// <exception cref="ThcaException">More than half of the trials failed.</exception>
    public void Run(
        int trials, Func<Trial, Func<double, bool>, double> objective, MedianPruner? pruner, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        while (_trials.Count < trials)
        {
            ct.ThrowIfCancellationRequested();
            Trial[] batch = [.. Enumerable.Range(0, Math.Min(_options.BatchWidth, trials - _trials.Count)).Select(_ => Ask())];
            Evaluate(batch, objective, pruner, compute, ct);
            progress?.Report(new WorkProgress("trials", _trials.Count, trials));
        }

        int failed = _trials.Count(t => t.State == TrialState.Failed);
        if (2 * failed > _trials.Count)
            throw new ThcaException(ProblemCodes.TrainingDataInsufficient, FormattableString.Invariant($"{failed} of {_trials.Count} trials failed; the first: {_trials.First(t => t.State == TrialState.Failed).Message}"), "Check the table, or narrow the search space.");
    }

    /// <summary>Evaluates trials at once and tells their values in order.</summary>
    internal void Evaluate(IReadOnlyList<Trial> batch, Func<Trial, Func<double, bool>, double> objective, MedianPruner? pruner, ComputeOptions? compute, CancellationToken ct)
    {
        var steps = new int[batch.Count];
        var stopped = new bool[batch.Count];
        bool Report(int i, double value)
        {
            steps[i]++;
            return stopped[i] = pruner?.ReportAndDecide(batch[i].Number, value) ?? false;
        }

        Outcome<double>[] outcomes = OrderedParallel.Map(batch.Count, i => Outcome<double>.Try(() => objective(batch[i], value => Report(i, value))), compute, ct);
        for (int i = 0; i < batch.Count; i++)
        {
            int number = batch[i].Number;
            if (!outcomes[i].Succeeded) Tell(number, double.NaN, TrialState.Failed, outcomes[i].Problem.ToString());
            else if (stopped[i]) Prune(number, outcomes[i].Value, steps[i] - 1);
            else
            {
                Tell(number, outcomes[i].Value, message: double.IsNaN(outcomes[i].Value) ? "The value is NaN." : "");
                pruner?.Complete(number);
            }
        }
    }

    /// <summary>Marks a trial as stopped early.</summary>
    /// <param name="number">Number of the trial.</param>
    /// <param name="value">Last value it reported.</param>
    /// <param name="lastStep">Step of that value, from 0.</param>
    public void Prune(int number, double value, int lastStep) => _trials[number] = _trials[number] with
    {
        Value = value, State = TrialState.Pruned, LastStep = lastStep, Message = FormattableString.Invariant($"Stopped after step {lastStep + 1}: worse than the median of completed trials."),
    };

    private void Add(Trial trial)
    {
        _trials.Add(trial);
        for (int p = 0; p < _columns.Length; p++) _columns[p].Add(trial.Values.TryGetValue(Space.Parameters[p].Name, out double value) ? value : double.NaN);
        for (int p = 0; p < _columns.Length; p++) Sort(_ascending[p], _columns[p], _trials.Count - 1);
    }

    /// <summary>Puts a trial behind those whose value of a parameter is not larger.</summary>
    private static void Sort(List<int> ascending, List<double> column, int trial)
    {
        if (double.IsNaN(column[trial])) return;
        int low = 0, high = ascending.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (column[ascending[middle]] <= column[trial]) low = middle + 1;
            else high = middle;
        }

        ascending.Insert(low, trial);
    }

    /// <summary>
    /// Numbers of the best tenth (at most 25) of finished trials, and of all others; both ascending. Pruned trials rank after complete ones, those that
    /// came further first; running ones are never good.
    /// </summary>
    internal (int[] Good, int[] Bad) SplitTrials(int finished)
    {
        static int Class(Trial t) => t.State switch { TrialState.Complete => 0, TrialState.Pruned => 1, TrialState.Running => 2, _ => 3 };
        static bool IsBehind(Trial a, Trial b, int rank) => Class(a) != rank ? Class(a) > rank : rank == 1 && a.LastStep != b.LastStep ? a.LastStep < b.LastStep : rank < 2 && a.Value < b.Value;
        int counted = _options.Variant == TpeVariant.Multivariate5 ? finished : finished + _trials.Count(t => t.State == TrialState.Running);
        int count = Math.Min(Math.Min((int)Math.Ceiling(GoodShare * counted), MostGood), finished), found = 0;
        var good = new int[count];
        var taken = new bool[_trials.Count];
        foreach (Trial trial in _trials)
        {
            int rank = Class(trial), at = found;
            if (rank == 3) continue;
            while (at > 0 && IsBehind(_trials[good[at - 1]], trial, rank)) at--;
            if (at == count) continue;
            found = Math.Min(found + 1, count);
            Array.Copy(good, at, good, at + 1, found - at - 1);
            good[at] = trial.Number;
        }

        foreach (int number in good) taken[number] = true;
        int[] bad = [.. _trials.Where(t => !taken[t.Number] && t.State != TrialState.Failed).Select(t => t.Number)];
        Array.Sort(good);
        return (good, bad);
    }

    private double Suggest(int parameter, int[] good, int[] bad, Func<double> next)
    {
        SearchParameter searched = Space.Parameters[parameter];
        if (searched.IsFixed && searched.Kind == ParameterKind.Float) return searched.Low;
        var promising = new ParzenEstimator(searched, Observed(good, parameter), _options.Variant);
        var others = new ParzenEstimator(searched, Observed(bad, parameter), _options.Variant, _options.Variant == TpeVariant.Independent310 ? null : Ascending(bad, parameter));   // stored traces depend on how equal values were sorted
        double[] candidates = promising.Sample(_options.Candidates, next);
        return promising.External(candidates[LargestRatio(promising.LogDensity(candidates), others.LogDensity(candidates))]);
    }

    /// <summary>Values of all parameters of a group from one joint mixture over the trials that have them all.</summary>
    private double[] SuggestTogether(int[] group, int[] good, int[] bad, Func<double> next)
    {
        int[] free = [.. group.Where(p => !Space.Parameters[p].IsFixed)];
        double[] suggested = [];
        if (free.Length > 0)
        {
            int[] goodOnes = WithAll(good, group), badOnes = WithAll(bad, group);
            var promising = new JointParzenEstimator([.. free.Select(p => new ParzenEstimator(Space.Parameters[p], Observed(goodOnes, p), _options.Variant))]);
            var others = new JointParzenEstimator([.. free.Select(p => new ParzenEstimator(Space.Parameters[p], Observed(badOnes, p), _options.Variant, Ascending(badOnes, p)))]);
            double[][] candidates = promising.Sample(_options.Candidates, next);
            suggested = promising.External(candidates, LargestRatio(promising.LogDensity(candidates), others.LogDensity(candidates)));
        }

        return [.. group.Select(p => Space.Parameters[p].IsFixed ? Space.Parameters[p].Low : suggested[Array.IndexOf(free, p)])];
    }

    /// <summary>Position of the first candidate whose l(x)/g(x) is largest.</summary>
    private static int LargestRatio(double[] promising, double[] others)
    {
        int best = 0;
        for (int i = 1; i < promising.Length; i++)
        {
            if (promising[i] - others[i] > promising[best] - others[best]) best = i;
        }

        return best;
    }

    private int[] WithAll(int[] trials, int[] group) => [.. trials.Where(t => group.All(p => !double.IsNaN(_columns[p][t])))];

    /// <summary>Values of a parameter in the trials that have it.</summary>
    private double[] Observed(int[] trials, int parameter)
    {
        List<double> column = _columns[parameter];
        var values = new double[trials.Length];
        int count = 0;
        foreach (int t in trials)
        {
            if (!double.IsNaN(column[t])) values[count++] = column[t];
        }

        return values[..count];
    }

    /// <summary>Positions among the observed values of some trials, from the smallest value to the largest.</summary>
    private int[] Ascending(int[] trials, int parameter)
    {
        List<double> column = _columns[parameter];
        var position = new int[_trials.Count];
        Array.Fill(position, -1);
        int count = 0;
        foreach (int t in trials)
        {
            if (!double.IsNaN(column[t])) position[t] = count++;
        }

        var ascending = new int[count];
        int next = 0;
        foreach (int t in _ascending[parameter])
        {
            if (position[t] >= 0) ascending[next++] = position[t];
        }

        return ascending;
    }

    private static double Uniform(SearchParameter parameter, Func<double> next)
    {
        switch (parameter.Kind)
        {
            case ParameterKind.Categorical:
                double[] draws = [.. parameter.Choices.Select(_ => next())];
                return Array.IndexOf(draws, draws.Max());
            case ParameterKind.Integer:
                double u = parameter.Low - 0.5 + next() * (parameter.High - parameter.Low + 1);
                return Math.Clamp(Math.Round(u - parameter.Low, MidpointRounding.ToEven) + parameter.Low, parameter.Low, parameter.High);
            default:
                double low = parameter.Log ? Math.Log(parameter.Low) : parameter.Low, high = parameter.Log ? Math.Log(parameter.High) : parameter.High;
                double value = low + next() * (high - low);
                return parameter.Low == parameter.High ? parameter.Low : Math.Min(parameter.Log ? Math.Exp(value) : value, Math.BitDecrement(parameter.High));
        }
    }
}
