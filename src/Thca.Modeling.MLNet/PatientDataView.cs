using Microsoft.ML;
using Microsoft.ML.Data;
using Thca.Core.Features;
using Thca.Modeling.Data;

namespace Thca.Modeling.MLNet;

/// <summary>Feature tables as ML.NET data views and back. Columns: <c>PatientID</c>, <c>Features</c> (single precision, what ML.NET's
/// trainers take), <c>Values</c> (double precision, what CRIT models are scored on), <c>Label</c>. The names of the features travel as slot names; NaN is missing.</summary>
public static class PatientDataView
{
    /// <summary>A data view of a feature table, with canonical feature names.</summary>
    /// <param name="context">ML.NET context.</param>
    /// <param name="table">The table.</param>
    /// <param name="outcome">Outcomes for the label column, or null.</param>
    public static IDataView ToDataView(this MLContext context, FeatureTable table, OutcomeColumn? outcome = null)
    {
        FeatureTable canonical = table.RenameColumns(FeatureNaming.Canonical);
        double[] values = canonical.ToRowMajor();
        int width = canonical.Columns.Count;
        return Build(context, [.. canonical.Columns.Select(c => c.Name)], table.Keys.Select((key, r) => Row(key, values.AsSpan(r * width, width), outcome?[key] ?? false)));
    }

    /// <summary>A data view of labelled rows.</summary>
    public static IDataView ToDataView(this MLContext context, LabelledMatrix rows) =>
        Build(context, rows.Features.Names, Enumerable.Range(0, rows.RowCount).Select(r => Row(rows.Features.Patients[r], rows.Features.Row(r), rows.Outcome[r])));

    /// <summary>The feature table of a data view made here; double precision is kept.</summary>
    /// <exception cref="Core.Errors.TableException">The view has no column Values with slot names, or no PatientID.</exception>
    public static FeatureTable ToFeatureTable(this MLContext context, IDataView view)
    {
        DataViewSchema.Column? column = view.Schema.GetColumnOrNull(nameof(PatientRow.Values));
        if (column is not { } values || view.Schema.GetColumnOrNull("PatientID") is null || !values.HasSlotNames())
            throw new Core.Errors.TableException("The data view has no columns PatientID and Values with slot names.", "Make it with ToDataView.");
        VBuffer<ReadOnlyMemory<char>> slots = default;
        values.GetSlotNames(ref slots);
        string[] names = [.. slots.DenseValues().Select(s => s.ToString())];
        PatientRow[] rows = [.. context.Data.CreateEnumerable<PatientRow>(view, reuseRowObject: false, ignoreMissingColumns: true)];
        return new FeatureTable([.. rows.Select(r => r.PatientId)], [.. names.Select((n, c) => new FeatureColumn(n, [.. rows.Select(r => r.Values[c])]))]);
    }

    private static PatientRow Row(string patient, ReadOnlySpan<double> values, bool label)
    {
        var single = new float[values.Length];
        for (int i = 0; i < single.Length; i++) single[i] = (float)values[i];
        return new PatientRow { PatientId = patient, Values = values.ToArray(), Features = single, Label = label };
    }

    private static IDataView Build(MLContext context, IReadOnlyList<string> names, IEnumerable<PatientRow> rows)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(PatientRow));
        var slots = new VBuffer<ReadOnlyMemory<char>>(names.Count, [.. names.Select(n => n.AsMemory())]);
        foreach ((string column, PrimitiveDataViewType type) in new (string, PrimitiveDataViewType)[] { (nameof(PatientRow.Features), NumberDataViewType.Single), (nameof(PatientRow.Values), NumberDataViewType.Double) })
        {
            schema[column].ColumnType = new VectorDataViewType(type, names.Count);
            schema[column].AddAnnotation("SlotNames", slots, new VectorDataViewType(TextDataViewType.Instance, names.Count));
        }

        return context.Data.LoadFromEnumerable([.. rows], schema);
    }
}
