using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Core.Cohorts;

/// <summary>Finds patients in another table by identifier. Identifiers are text: those equal only without leading zeros are named, never joined.</summary>
public sealed class PatientMatch
{
    private PatientMatch(int[] rows, string[] missing, KeyValuePair<string, string>[] similar) => (Rows, Missing, Similar) = (rows, missing, similar);

    /// <summary>Row of every patient; -1 where the table lacks the patient.</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>Patients the table lacks.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Missing patients for whom the table has an identifier that differs by leading zeros only.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Similar { get; }

    /// <summary>Matches patients.</summary>
    /// <param name="patients">The patients looked for.</param>
    /// <param name="identifiers">The other table's identifiers, from top to bottom; blanks around them do not count.</param>
    /// <param name="source">Name of the other table, for messages.</param>
    /// <exception cref="TableException">An identifier of the other table repeats.</exception>
    public static PatientMatch Of(IReadOnlyList<string> patients, IReadOnlyList<string> identifiers, string source)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var trimmed = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int r = 0; r < identifiers.Count; r++)
        {
            string id = identifiers[r].Trim();
            if (!index.TryAdd(id, r)) throw new TableException($"{source}: patient '{id}' occurs twice.", "Keep one row per patient.", ProblemCodes.DuplicateId);
            trimmed.TryAdd(id.TrimStart('0'), id);
        }

        string[] missing = [.. patients.Where(p => !index.ContainsKey(p))];
        return new PatientMatch(
            [.. patients.Select(p => index.GetValueOrDefault(p, -1))],
            missing,
            [.. missing.Where(m => trimmed.ContainsKey(m.TrimStart('0'))).Select(m => KeyValuePair.Create(m, trimmed[m.TrimStart('0')]))]);
    }
}
