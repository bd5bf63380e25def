using System.Diagnostics.CodeAnalysis;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;

namespace Thca.Pipelines.Cohorts;

/// <summary>
/// Runs one piece of work over all cases of a cohort: in parallel across cases, resumable, one record per case whatever happens to it.
/// A case is skipped when an earlier run finished it well with the same inputs and parameters.
/// </summary>
public sealed class CohortRunner
{
    /// <summary>Code of rows that an earlier run made with other parameters, for patients this cohort does not name.</summary>
    public const string StaleParameters = "STALE_PARAMETERS";

    private readonly CaseManifest _manifest;
    private readonly string _parametersHash;

    /// <summary>Creates a runner.</summary>
    /// <param name="manifestPath">Where finished cases are remembered.</param>
    /// <param name="parameters">Text of all parameters and versions that determine a result.</param>
    public CohortRunner(string manifestPath, string parameters)
    {
        _manifest = new CaseManifest(manifestPath);
        _parametersHash = ContentHash.Of(parameters).Hex;
    }

    /// <summary>Runs the cohort.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="stage">Name for progress, e.g. "radiomics".</param>
    /// <param name="work">Computes the rows of one case and its status; may throw.</param>
    /// <param name="compute">Cases run at once.</param>
    /// <param name="progress">Cases finished.</param>
    /// <param name="ct">Stops between cases; finished ones are kept.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public CohortRun Run(
        IReadOnlyList<CohortCase> cases,
        string stage,
        Func<CohortCase, CancellationToken, CaseResult> work,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        Dictionary<string, CaseRecord> earlier = _manifest.Read().ToDictionary(r => r.Patient.Value, StringComparer.Ordinal);
        int finished = 0, reused = 0;
        CaseRecord[] records = OrderedParallel.Map(
            cases.Count,
            i =>
            {
                CohortCase current = cases[i];
                string fingerprint = Fingerprint(current);
                bool known = earlier.TryGetValue(current.Patient.Value, out CaseRecord? record) && record.Fingerprint == fingerprint && record.Status.IsOk;
                if (known)
                {
                    Interlocked.Increment(ref reused);
                }
                else
                {
                    record = RunOne(current, fingerprint, work, ct);
                    _manifest.Append(record);
                }

                progress?.Report(new WorkProgress(stage, Interlocked.Increment(ref finished), cases.Count, current.Patient.Value));
                return record!;
            },
            compute,
            ct);
        var named = new HashSet<string>(cases.Select(c => c.Patient.Value), StringComparer.Ordinal);
        CaseRecord[] kept = [.. earlier.Values.Where(r => !named.Contains(r.Patient.Value)).Select(MarkIfStale)];
        var run = new CohortRun(records, kept, reused);
        _manifest.Rewrite(run.All);
        return run;
    }

    [SuppressMessage("Design", "CA1031", Justification = "One bad case must never stop a cohort; its record keeps the reason.")]
    private CaseRecord RunOne(CohortCase current, string fingerprint, Func<CohortCase, CancellationToken, CaseResult> work, CancellationToken ct)
    {
        CaseResult result;
        try
        {
            result = work(current, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            result = new CaseResult(RowStatus.From(Problem.From(exception)), new Dictionary<string, IReadOnlyList<CaseCell>>());
        }

        return new CaseRecord
        {
            Patient = current.Patient, Fingerprint = fingerprint, ParametersHash = _parametersHash, Status = result.Status, Rows = result.Rows,
        };
    }

    private CaseRecord MarkIfStale(CaseRecord record) => record.ParametersHash == _parametersHash || !record.Status.IsOk
        ? record
        : record with { Status = new RowStatus(StaleParameters, "Computed by an earlier run with other parameters or another version; run this patient again to refresh the row.") };

    private string Fingerprint(CohortCase current)
    {
        IEnumerable<string> files = new[] { current.ImagePath, current.MaskPath, current.ThyroidPath }
            .Select(path => path is null ? "none" : File.Exists(path) ? ContentHash.OfFile(path).Hex : "absent");
        return ContentHash.Of(FormattableString.Invariant($"{_parametersHash}|{current.Label}|{string.Join('|', files)}")).Hex;
    }
}
