using System.Globalization;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Pathology.Detection;
using Thca.Pathology.Detection.Instances;
using Thca.Pathology.HoverNet.Network;
using Thca.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Pathology.HoverNet.Inference;

/// <summary>
/// Detects nuclei with HoVer-Net: a window is tiled by patches without overlap of their outputs, the maps are assembled, and nuclei are separated on the whole
/// window. Several threads may use one detector; they share its forward passes. Results do not depend on batch, device order or threads.
/// </summary>
public sealed class HoverNetDetector : INucleusDetector, IDisposable
{
    private const int CudaBatch = 8;

    private readonly HoverNetwork _network;
    private readonly HoverNetInferenceOptions _options;
    private readonly Device _device;
    private readonly SemaphoreSlim _passes;
    private readonly int _input;
    private readonly int _output;
    private int _batch;

    /// <summary>Builds the network of some weights on a device.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="options">Device, batch and patch.</param>
    /// <exception cref="OptionsException">An option is outside its range, or the device is not there.</exception>
    /// <exception cref="DataFormatException">The weights do not fit.</exception>
    public HoverNetDetector(HoverNetWeights weights, HoverNetInferenceOptions? options = null)
    {
        _options = options ?? new HoverNetInferenceOptions();
        _options.Validate();
        _device = ComputeDevice.Resolve(_options.Device);
        _input = _options.PatchSize ?? weights.Plan.InputSize;
        _output = weights.Plan.OutputOf(_input);
        _network = weights.CreateNetwork();
        _network.to(_device);
        bool onCuda = _device.type == DeviceType.CUDA;
        _batch = _options.BatchSize ?? (onCuda ? CudaBatch : 1);
        _passes = new SemaphoreSlim(onCuda ? 1 : _options.PatchesAtOnce);
        Description = new DetectorDescription
        {
            Name = "hovernet",
            Sha256 = weights.Sha256,
            Source = weights.Source,
            Licence = weights.Licence,
            Parameters =
            [
                new("mode", weights.Plan.Mode.ToString()),
                new("types", weights.Plan.TypeCount.ToString(CultureInfo.InvariantCulture)),
                new("width_divisor", weights.Plan.WidthDivisor.ToString(CultureInfo.InvariantCulture)),
                new("patch_input", _input.ToString(CultureInfo.InvariantCulture)),
            ],
        };
    }

    /// <inheritdoc/>
    public int Context => _network.Plan.Context;

    /// <summary>For reports: weights, their licence, and what changes results.</summary>
    public DetectorDescription Description { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Nucleus> Detect(DetectionWindow window, CancellationToken ct = default)
    {
        NucleusMaps maps = Predict(window, ct);
        InstanceMap instances = NucleusSegmentation.Segment(maps, ct);
        IReadOnlyList<Nucleus> nuclei = InstanceTable.Describe(instances, _network.Plan.TypeCount > 0 ? maps.Types : [], maps.Probability, ct);
        int shift = window.Context;
        return shift == 0 ? nuclei : [.. nuclei.Select(n => Shift(n, shift))];
    }

    /// <summary>The assembled maps of the part of a window that is answered for.</summary>
    /// <param name="window">The window; pixels beyond its image count as white.</param>
    /// <param name="ct">Cancels between patches.</param>
    /// <exception cref="ThcaException">OUT_OF_MEMORY_ESTIMATE: even one patch does not fit into memory.</exception>
    public NucleusMaps Predict(DetectionWindow window, CancellationToken ct = default)
    {
        int width = window.Image.Width - 2 * window.Context, height = window.Image.Height - 2 * window.Context;
        if (width < 1 || height < 1) throw new ArgumentException("The window holds nothing but context.", nameof(window));
        var maps = new NucleusMaps(width, height);
        List<PixelPoint> corners = [];
        for (int y = 0; y < height; y += _output)
        {
            for (int x = 0; x < width; x += _output)
            {
                var output = new PixelBox(x + window.Context, y + window.Context, x + window.Context + _output, y + window.Context + _output);
                if (window.IsWanted is null || window.IsWanted(output)) corners.Add(new PixelPoint(x, y));
            }
        }

        int at = 0;
        object gate = new();
        OrderedParallel.For(_options.PatchesAtOnce, _ => Work(), new ComputeOptions { MaxDegreeOfParallelism = _options.PatchesAtOnce }, ct);
        TorchRuntime.ReleaseFreedMemory();
        return maps;

        void Work()
        {
            while (true)
            {
                PixelPoint[] batch;
                lock (gate)
                {
                    batch = [.. corners.Skip(at).Take(_batch)];
                    at += batch.Length;
                }

                if (batch.Length == 0) return;
                _passes.Wait(ct);
                try
                {
                    Run(window, maps, batch, ct);
                }
                finally
                {
                    _passes.Release();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _passes.Dispose();
    }

    /// <summary>Runs a batch; when memory runs out, in halves, down to single patches.</summary>
    private void Run(DetectionWindow window, NucleusMaps maps, PixelPoint[] batch, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            Forward(window, maps, batch);
        }
        catch (Exception exception) when (IsOutOfMemory(exception))
        {
            if (batch.Length == 1)
                throw new ThcaException(Core.Outcomes.ProblemCodes.OutOfMemoryEstimate, $"One patch of {_input} pixels does not fit into the memory of {_device}.", "Use a smaller patch, another device, or a network of smaller width.", exception);
            _batch = Math.Max(1, Math.Min(_batch, batch.Length / 2));
            Run(window, maps, batch[..(batch.Length / 2)], ct);
            Run(window, maps, batch[(batch.Length / 2)..], ct);
        }
    }

    private void Forward(DetectionWindow window, NucleusMaps maps, PixelPoint[] batch)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        int surplus = window.Context - Context;
        using Tensor input = PatchTensors.Batch(window.Image, [.. batch.Select(c => new PixelPoint(c.X + surplus, c.Y + surplus))], _input, _device);
        HoverNetOutput output = _network.Forward(input);
        float[] probability = Values(nn.functional.softmax(output.Nuclei, 1).narrow(1, 1, 1));
        float[] distances = Values(output.Distances);
        byte[]? types = output.Types is null ? null : output.Types.argmax(1).to_type(ScalarType.Byte).cpu().contiguous().data<byte>().ToArray();
        int plane = _output * _output;
        for (int i = 0; i < batch.Length; i++)
        {
            Place(probability.AsSpan(i * plane, plane), maps.Probability, maps, batch[i]);
            Place(distances.AsSpan(2 * i * plane, plane), maps.Horizontal, maps, batch[i]);
            Place(distances.AsSpan((2 * i + 1) * plane, plane), maps.Vertical, maps, batch[i]);
            if (types is not null) Place(types.AsSpan(i * plane, plane), maps.Types, maps, batch[i]);
        }
    }

    private static float[] Values(Tensor tensor) => tensor.cpu().contiguous().data<float>().ToArray();

    private void Place<T>(ReadOnlySpan<T> patch, T[] plane, NucleusMaps maps, PixelPoint corner)
    {
        int columns = Math.Min(_output, maps.Width - corner.X), rows = Math.Min(_output, maps.Height - corner.Y);
        for (int y = 0; y < rows; y++) patch.Slice(y * _output, columns).CopyTo(plane.AsSpan((corner.Y + y) * maps.Width + corner.X));
    }

    private static bool IsOutOfMemory(Exception exception) =>
        exception is OutOfMemoryException || (exception is System.Runtime.InteropServices.ExternalException && exception.Message.Contains("memory", StringComparison.OrdinalIgnoreCase));

    private static Nucleus Shift(Nucleus nucleus, int by) => nucleus with
    {
        Box = new PixelBox(nucleus.Box.X0 + by, nucleus.Box.Y0 + by, nucleus.Box.X1 + by, nucleus.Box.Y1 + by),
        CentroidX = nucleus.CentroidX + by,
        CentroidY = nucleus.CentroidY + by,
        Contour = [.. nucleus.Contour.Select(p => new PixelPoint(p.X + by, p.Y + by))],
    };
}
