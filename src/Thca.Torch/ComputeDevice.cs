using System.Globalization;
using Thca.Core.Errors;
using static TorchSharp.torch;

namespace Thca.Torch;

/// <summary>Chooses where tensors live: <c>cpu</c>, <c>cuda</c>, <c>cuda:N</c>, or <c>auto</c> (the first CUDA device that can be used, else the processor).</summary>
public static class ComputeDevice
{
    /// <summary>The device a text names.</summary>
    /// <param name="choice"><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>; case does not matter.</param>
    /// <exception cref="OptionsException">The text is none of these, or the device is not there; the message says what there is.</exception>
    /// <exception cref="NativeLibraryException">torch cannot be loaded.</exception>
    public static Device Resolve(string choice)
    {
        TorchRuntime.EnsureLoaded();
        string text = choice.Trim().ToLowerInvariant();
        if (text == "cpu") return CPU;
        if (text == "auto") return cuda.is_available() ? device("cuda:0") : CPU;
        int index = text == "cuda" ? 0 : text.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1;
        if (index < 0) throw new OptionsException([$"The device is '{choice}'; expected auto, cpu, cuda or cuda:N."]);
        int count = cuda.is_available() ? cuda.device_count() : 0;
        if (index >= count)
        {
            throw new OptionsException([string.Create(
                CultureInfo.InvariantCulture,
                $"The device '{choice}' is not there: {(count == 0 ? "no CUDA device can be used by the torch library of this application" : $"there are {count} CUDA devices, numbered from 0")}. Use cpu or auto, or add a TorchSharp CUDA bundle to the application.")]);
        }

        return device(string.Create(CultureInfo.InvariantCulture, $"cuda:{index}"));
    }
}
