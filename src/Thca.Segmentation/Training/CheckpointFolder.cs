using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Segmentation.Architectures;
using Thca.Torch.Weights;
using static TorchSharp.torch;

namespace Thca.Segmentation.Training;

/// <summary>
/// The files of one fold's training. What a training goes on from (weights, the optimiser's memory and the state, of one moment) is one file,
/// <c>optimizer.safetensors</c>, so that a kill between two renames cannot mix epochs; the other files are for prediction and for people.
/// </summary>
internal sealed class CheckpointFolder
{
    /// <summary>Code of a checkpoint that could not be written.</summary>
    public const string NotWritten = "CHECKPOINT_NOT_WRITTEN";

    private const string StateKey = "training";
    private const string Weights = "weights.";
    private const string Memory = "optimizer.";
    private readonly string _folder;
    private readonly Action<string, Action<Stream>> _write;

    /// <summary>Files below a folder.</summary>
    /// <param name="folder">The folder; made when the first file is written.</param>
    /// <param name="write">Writes a file atomically.</param>
    public CheckpointFolder(string folder, Action<string, Action<Stream>>? write = null) => (_folder, _write) = (folder, write ?? AtomicFile.Write);

    public string Best => Path.Combine(_folder, "checkpoint_best.safetensors");

    public string Latest => Path.Combine(_folder, "checkpoint_latest.safetensors");

    public string Final => Path.Combine(_folder, "checkpoint_final.safetensors");

    public string Resumable => Path.Combine(_folder, "optimizer.safetensors");

    public string State => Path.Combine(_folder, "training.json");

    /// <summary>The newest checkpoint a prediction could use, or null.</summary>
    public string? LastGood => new[] { Final, Latest, Best }.FirstOrDefault(File.Exists);

    /// <summary>Writes the weights for prediction.</summary>
    public void SaveWeights(string path, UNet network, IReadOnlyDictionary<string, string> metadata) =>
        Guarded(path, stream => SafetensorsFile.Write(stream, StateDict.Save(network), metadata));

    /// <summary>Writes all that the next step depends on.</summary>
    public void SaveResumable(UNet network, WeightOptimizer optimizer, TrainingState state)
    {
        var tensors = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach ((string name, WeightTensor tensor) in StateDict.Save(network)) tensors[Weights + name] = tensor;
        foreach ((string name, Tensor tensor) in optimizer.State) tensors[Memory + name] = WeightTensor.FromSingle(tensor.shape, Thca.Torch.VolumeTensors.ToArray(tensor));
        Guarded(Resumable, stream => SafetensorsFile.Write(stream, tensors, new Dictionary<string, string> { [StateKey] = state.ToJson(indented: false) }));
        Guarded(State, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(state.ToJson(indented: true) + "\n")));
    }

    /// <summary>Reads the state that goes with <see cref="Resumable"/>, without weights.</summary>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    public TrainingState Peek() => TrainingState.Parse(SafetensorsFile.Read(Resumable).Metadata.GetValueOrDefault(StateKey, ""));

    /// <summary>Restores what <see cref="SaveResumable"/> wrote.</summary>
    /// <exception cref="DataFormatException">The file is damaged or of another network; nothing was changed.</exception>
    public TrainingState Restore(UNet network, WeightOptimizer optimizer)
    {
        SafetensorsContent content = SafetensorsFile.Read(Resumable);
        TrainingState state = TrainingState.Parse(content.Metadata.GetValueOrDefault(StateKey, ""));
        Dictionary<string, WeightTensor> Part(string prefix) => content.Tensors
            .Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(t => t.Key[prefix.Length..], t => t.Value, StringComparer.Ordinal);
        Dictionary<string, WeightTensor> memory = Part(Memory);
        if (optimizer.State.FirstOrDefault(s => !memory.TryGetValue(s.Key, out WeightTensor? t) || !t.Shape.SequenceEqual(s.Value.shape)) is { Key: { } missing })
            throw new DataFormatException($"The stored optimiser has no fitting '{missing}'.", "Start the training again without --continue.");
        StateDict.Load(network, Part(Weights), "Start the training again without --continue.");
        using IDisposable scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        foreach ((string name, Tensor tensor) in optimizer.State) tensor.copy_(FromStored(memory[name]));
        optimizer.Steps = state.Steps;
        return state;
    }

    private static Tensor FromStored(WeightTensor stored) => tensor(stored.ToSingle(), [.. stored.Shape]);

    private void Guarded(string path, Action<Stream> write)
    {
        try
        {
            _write(path, write);
        }
        catch (IOException exception)
        {
            throw new ThcaException(
                NotWritten,
                $"'{Path.GetFileName(path)}' could not be written: {exception.Message}",
                "The earlier checkpoint is intact: make room and go on with --continue.",
                exception);
        }
    }
}
