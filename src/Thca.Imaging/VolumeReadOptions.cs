using Thca.Core.Errors;

namespace Thca.Imaging;

/// <summary>Limits and choices when an image file is read.</summary>
public sealed record VolumeReadOptions
{
    /// <summary>Largest number of bytes the decompressed voxels of one volume may take; more is refused before memory is allocated.</summary>
    /// <value>4 GiB.</value>
    public long MaxDecodedBytes { get; init; } = 4L << 30;

    /// <summary>Zero-based volume of a file with more than three dimensions; without it such a file is refused.</summary>
    /// <value>None.</value>
    public int? VolumeIndex { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">A value is outside its range; all problems are listed.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (MaxDecodedBytes < 1) problems.Add(FormattableString.Invariant($"MaxDecodedBytes is {MaxDecodedBytes}; it must be at least 1."));
        if (VolumeIndex < 0) problems.Add(FormattableString.Invariant($"VolumeIndex is {VolumeIndex}; it must not be negative."));
        OptionsException.ThrowIfAny(problems);
    }
}
