using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Tables;

namespace Thca.Modeling.Data;

/// <summary>Applies <see cref="ColumnRules"/> to one table.</summary>
internal sealed class SourceTableBuilder
{
    private static readonly string[] MissingMarkers = ["", "NA", "NaN", "nan"];
    private readonly string _source;
    private readonly Modality? _modality;
    private readonly List<string> _patients = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<(string Code, string Message)> _statuses = [];
    private readonly List<PatientColumn> _columns = [];
    private readonly List<IgnoredColumn> _ignored = [];
    private readonly List<string> _warnings = [];

    public SourceTableBuilder(string source, Modality? modality, IReadOnlyList<string> header, IntakeOptions options)
    {
        (_source, _modality) = (source, modality);
        bool ithTable = header.Contains(ColumnRules.IthScoreColumn)
            && header.All(h => ColumnRules.ModalityOf(FeatureNaming.Canonical(h)) is Modality.IthScore or Modality.Clinical) && header.Contains("n_clusters");
        List<string> features = [];
        foreach (string column in header)
        {
            if (ColumnRules.IsForbidden(column))
                throw new TableException($"{source}: column '{column}' is named like an outcome or an identifier.", "Remove it from the feature table, or rename it if it is a feature.");
            if (ColumnRules.ReasonToIgnore(column, ithTable, options.OutcomeColumn) is { } reason) _ignored.Add(new IgnoredColumn(source, column, reason));
            else features.Add(column);
        }

        Features = features;
    }

    /// <summary>Columns that are features, as named in the table.</summary>
    public IReadOnlyList<string> Features { get; }

    public void Warn(string text) => _warnings.Add(text);

    public void AddPatient(string id, string code, string message)
    {
        if (id.Length == 0) throw new TableException(FormattableString.Invariant($"{_source}, data row {_patients.Count + 1} has no PatientID."), "Every row needs one.");
        if (!_seen.Add(id)) throw new TableException($"{_source}: patient '{id}' occurs more than once.", "Keep one row per patient.", ProblemCodes.DuplicateId);
        _patients.Add(id);
        _statuses.Add((code, message));
    }

    public void AddColumn(string column, double[] values)
    {
        for (int r = 0; r < values.Length; r++)
        {
            if (double.IsInfinity(values[r])) throw Infinite(r, column);
        }

        Add(column, values, []);
    }

    /// <summary>Text cells: numbers when every cell that is not missing is one, otherwise labels.</summary>
    public void AddColumn(string column, string[] cells, bool decimalComma)
    {
        var numbers = new double[cells.Length];
        for (int r = 0; r < cells.Length; r++)
        {
            if (IsMissing(cells[r])) numbers[r] = double.NaN;
            else if (!NumberText.TryParse(cells[r], out numbers[r], decimalComma))
            {
                Add(column, [], Array.ConvertAll(cells, c => IsMissing(c) ? null : c.Trim()));
                return;
            }
            else if (double.IsInfinity(numbers[r])) throw Infinite(r, column);
        }

        Add(column, numbers, []);
    }

    public SourceTable Build() => new(_source, _patients, _statuses, _columns, _ignored, _warnings);

    private void Add(string column, double[] numbers, string?[] labels)
    {
        string name = FeatureNaming.Canonical(column);
        if (!FeatureNaming.IsStorable(name)) throw new TableException($"{_source}: '{column}' cannot be the name of a feature.", "Use 1 to 200 characters.");
        if (name != column && !column.StartsWith("original_", StringComparison.Ordinal)) _warnings.Add($"{_source}: column '{column}' is called '{name}' in models.");
        _columns.Add(new PatientColumn(name, _modality ?? ColumnRules.ModalityOf(name), numbers, Array.ConvertAll(labels, l => PublishedLabels.Normalise(name, l))));
    }

    private static bool IsMissing(string cell) => MissingMarkers.Contains(cell.Trim(), StringComparer.Ordinal);

    private TableException Infinite(int row, string column) => new(
        FormattableString.Invariant($"{_source}, data row {row + 1} (patient {_patients[row]}), column '{column}': an infinite value."), "Leave the cell empty if the value is missing.");
}
