using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Imaging.Codecs;

/// <summary>Which volume of a file with more than three dimensions is read.</summary>
internal static class VolumeChoice
{
    public static int Resolve(long volumes, VolumeReadOptions options)
    {
        if (options.VolumeIndex is { } index)
        {
            return index < volumes
                ? index
                : throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"Volume {index} was asked for; the file has {volumes} (0 to {volumes - 1})."), "Choose a volume that exists.");
        }

        if (volumes == 1) return 0;
        throw new DataFormatException(
            string.Create(CultureInfo.InvariantCulture, $"The file holds {volumes} volumes (more than three dimensions); one is needed."),
            "Choose one with VolumeIndex.",
            ProblemCodes.FormatUnsupported);
    }
}
