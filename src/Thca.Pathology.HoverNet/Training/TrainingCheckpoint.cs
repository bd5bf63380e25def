using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Tables;
using Thca.Pathology.HoverNet.Network;
using Thca.Torch.Weights;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>The files of a training: <c>model.safetensors</c> (best), <c>training.csv</c>, and <c>last.safetensors</c> with all that resuming needs.</summary>
internal sealed class TrainingCheckpoint(string folder, string fingerprint)
{
    public const string ModelFile = "model.safetensors", TableFile = "training.csv", StateFile = "last.safetensors";

    private const string Network = "network.", Best = "best.", EpochKey = "epoch", StepsKey = "optimizer_steps", AverageKey = "average_steps", QualityKey = "best_quality", BestEpochKey = "best_epoch", FingerprintKey = "fingerprint";

    public void Save(HoverNetwork network, AdamState optimizer, WeightAverage? average, HoverNetWeights best, IReadOnlyList<TrainingEpoch> history, double bestQuality, int bestEpoch)
    {
        var tensors = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach ((string name, WeightTensor tensor) in StateDict.Save(network)) tensors[Network + name] = tensor;
        foreach ((string name, WeightTensor tensor) in best.Tensors) tensors[Best + name] = tensor;
        foreach ((string name, WeightTensor tensor) in optimizer.Save()) tensors[name] = tensor;
        foreach ((string name, WeightTensor tensor) in average?.Save() ?? []) tensors[name] = tensor;
        new TextTable(TrainingEpoch.Columns, history.Select(e => (IReadOnlyList<string>)[.. e.Values.Select(NumberText.Format)]), TableFile).Write(Path.Combine(folder, TableFile));
        best.Save(Path.Combine(folder, ModelFile), TypeNames(best.Plan.TypeCount));
        SafetensorsFile.Write(Path.Combine(folder, StateFile), tensors, new Dictionary<string, string>
        {
            [FingerprintKey] = fingerprint,
            [EpochKey] = history.Count.ToString(CultureInfo.InvariantCulture),
            [StepsKey] = optimizer.Steps.ToString(CultureInfo.InvariantCulture),
            [AverageKey] = (average?.Steps ?? 0).ToString(CultureInfo.InvariantCulture),
            [QualityKey] = NumberText.Format(bestQuality),
            [BestEpochKey] = bestEpoch.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Restores an interrupted training; null when there is none.</summary>
    /// <exception cref="ThcaException">OTHER_TRAINING: the folder belongs to other data, options or seed.</exception>
    public Restored? Load(HoverNetwork network)
    {
        string path = Path.Combine(folder, StateFile);
        if (!File.Exists(path)) return null;
        SafetensorsContent content = SafetensorsFile.Read(path);
        if (content.Metadata.GetValueOrDefault(FingerprintKey) != fingerprint)
            throw new ThcaException(HoverNetTrainer.OtherTraining, $"{folder} holds a training with other samples, options or seed.", "Choose another folder, or delete this one.");
        StateDict.Load(network, Part(content, Network), "The state of the training is damaged: choose another folder, or delete this one.");
        int epochs = int.Parse(content.Metadata[EpochKey], CultureInfo.InvariantCulture);
        TextTable table = TextTable.Read(Path.Combine(folder, TableFile));
        TrainingEpoch[] history = [.. Enumerable.Range(0, epochs).Select(row => TrainingEpoch.From([.. TrainingEpoch.Columns.Select((_, c) => Number(table[row, c]))]))];
        return new Restored(
            history, HoverNetWeights.From(Part(content, Best)), Number(content.Metadata[QualityKey]), int.Parse(content.Metadata[BestEpochKey], CultureInfo.InvariantCulture),
            content.Tensors, int.Parse(content.Metadata[StepsKey], CultureInfo.InvariantCulture), int.Parse(content.Metadata[AverageKey], CultureInfo.InvariantCulture));
    }

    private static double Number(string text) => NumberText.TryParse(text, out double value) ? value : double.NaN;

    private static Dictionary<string, WeightTensor> Part(SafetensorsContent content, string prefix) =>
        content.Tensors.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(t => t.Key[prefix.Length..], t => t.Value, StringComparer.Ordinal);

    private static IReadOnlyList<string> TypeNames(int count) => [.. Enumerable.Range(0, Math.Min(count, Nuclei.NucleusTypes.Count)).Select(t => Nuclei.NucleusTypes.Name((Core.Histology.NucleusType)t))];

    internal sealed record Restored(
        IReadOnlyList<TrainingEpoch> History, HoverNetWeights Best, double BestQuality, int BestEpoch, IReadOnlyDictionary<string, WeightTensor> Tensors, int OptimizerSteps, int AverageSteps);
}
