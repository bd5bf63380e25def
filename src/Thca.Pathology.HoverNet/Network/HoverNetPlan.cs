using System.Globalization;
using Thca.Core.Errors;

namespace Thca.Pathology.HoverNet.Network;

/// <summary>What a HoVer-Net looks like: form, number of classes and widths (Graham et al., 2019).</summary>
public sealed record HoverNetPlan
{
    private static readonly int[] Divisors = [1, 2, 4, 8];

    /// <summary>Which form.</summary>
    public HoverNetMode Mode { get; init; }

    /// <summary>Classes including background; 0 for a network that segments without typing. 6 is PanNuke's set.</summary>
    public int TypeCount { get; init; } = 6;

    /// <summary>By how much every inner width is divided: 1 is the published network; 2, 4 and 8 are small ones of the same shape.</summary>
    public int WidthDivisor { get; init; } = 1;

    /// <summary>Side of the published input, pixels: 256 or 270.</summary>
    public int InputSize => Mode == HoverNetMode.Fast ? 256 : 270;

    /// <summary>Side of the published output, pixels: 164 or 80.</summary>
    public int OutputSize => OutputOf(InputSize);

    /// <summary>Pixels lost on each side between input and output: 46 or 95.</summary>
    public int Context => Mode == HoverNetMode.Fast ? 46 : 95;

    /// <summary>Side of the decoder's kernels: 3 or 5.</summary>
    internal int DecoderKernel => Mode == HoverNetMode.Fast ? 3 : 5;

    /// <summary>Rows and columns cut from the first encoder block before it is added to the decoder.</summary>
    internal int FirstCrop => Mode == HoverNetMode.Fast ? 92 : 184;

    /// <summary>Rows and columns cut from the second encoder block.</summary>
    internal int SecondCrop => Mode == HoverNetMode.Fast ? 36 : 72;

    /// <summary>Side of the output for a square input.</summary>
    /// <param name="input">Side of the input: a multiple of 8 above 92 (fast), or 6 more than a multiple of 8 and above 190 (original).</param>
    /// <exception cref="OptionsException">The input does not pass through the network.</exception>
    public int OutputOf(int input)
    {
        int grid = Mode == HoverNetMode.Fast ? input : input - 6;
        int output = input - 2 * Context;
        if (grid % 8 != 0 || output <= 0)
        {
            throw new OptionsException([string.Create(
                CultureInfo.InvariantCulture,
                $"An input of {input} pixels does not pass through HoVer-Net {Mode}: give {(Mode == HoverNetMode.Fast ? "a multiple of 8 above 92, such as 256" : "a multiple of 8 plus 6 above 190, such as 270")}.")]);
        }

        return output;
    }

    /// <summary>Checks the plan.</summary>
    /// <exception cref="OptionsException">A value is outside its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (TypeCount is 1 or < 0) problems.Add(string.Create(CultureInfo.InvariantCulture, $"TypeCount is {TypeCount}; background and at least one class make 2, or 0 for no typing."));
        if (!Divisors.Contains(WidthDivisor)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"WidthDivisor is {WidthDivisor}; 1, 2, 4 and 8 divide every width."));
        OptionsException.ThrowIfAny(problems);
    }

    /// <summary>A width of the published network, divided.</summary>
    internal int Width(int published) => published / WidthDivisor;
}
