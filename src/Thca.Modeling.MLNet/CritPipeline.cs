using Microsoft.ML;
using Microsoft.ML.Data;
using Thca.Modeling.Runtime;

namespace Thca.Modeling.MLNet;

/// <summary>A frozen CRIT model as a step of an ML.NET pipeline.</summary>
public static class CritPipeline
{
    /// <summary>A transformer that adds Raw and Probability. The columns it needs are found by name among the slots of the view it is fitted to.</summary>
    /// <param name="context">ML.NET context.</param>
    /// <param name="model">The model; scored in managed code and double precision.</param>
    /// <param name="view">A view made with <see cref="PatientDataView"/>, for its schema.</param>
    /// <exception cref="Core.Errors.TableException">A feature of the model is absent from the view.</exception>
    public static ITransformer CritTransformer(this MLContext context, CritModel model, IDataView view)
    {
        VBuffer<ReadOnlyMemory<char>> slots = default;
        view.Schema[nameof(PatientRow.Values)].GetSlotNames(ref slots);
        Dictionary<string, int> position = slots.DenseValues().Select((s, i) => (Name: s.ToString(), i)).ToDictionary(x => x.Name, x => x.i, StringComparer.Ordinal);
        int[] columns = [.. model.FeatureNames.Select(n => position.TryGetValue(n, out int i) ? i : throw new Core.Errors.TableException($"The view has no feature '{n}', which the model needs.", "Give every table the model was trained on."))];
        void Score(PatientRow row, CritRow result)
        {
            Span<double> margin = stackalloc double[1], probability = stackalloc double[1];
            model.PredictRows(Array.ConvertAll(columns, c => row.Values[c]), margin, probability);
            (result.Raw, result.Probability) = (margin[0], probability[0]);
        }

        SchemaDefinition schema = SchemaDefinition.Create(typeof(PatientRow));
        schema[nameof(PatientRow.Features)].ColumnType = view.Schema[nameof(PatientRow.Features)].Type;
        schema[nameof(PatientRow.Values)].ColumnType = view.Schema[nameof(PatientRow.Values)].Type;
        return context.Transforms.CustomMapping<PatientRow, CritRow>(Score, contractName: null, schema, null).Fit(view);
    }
}
