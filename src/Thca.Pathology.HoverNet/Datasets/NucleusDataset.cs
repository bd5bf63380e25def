using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Pathology.Slides;

namespace Thca.Pathology.HoverNet.Datasets;

/// <summary>
/// Reads annotated pictures: a PanNuke fold (<c>images.npy</c> n x h x w x 3 and <c>masks.npy</c> n x h x w x 6: instance numbers of the five classes, then
/// background), or a folder of <c>NAME.npy</c> h x w x 5 (red, green, blue, instance, class), or of <c>NAME.png</c> with <c>NAME.npy</c> h x w x 2 (instance, class).
/// Sub-folders are read too; the part of a name before <c>__</c> is its group (patient).
/// </summary>
public static class NucleusDataset
{
    private const int TypeCount = 6;

    /// <summary>Reads all samples of a folder, ordered by name.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="DataFormatException">No sample was found, or one is damaged or of another layout.</exception>
    public static IReadOnlyList<NucleusSample> Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder {folder}.");
        List<NucleusSample> samples = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*.npy", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(folder, path)[..^".npy".Length].Replace('\\', '/');
            if (Path.GetFileName(path) == "masks.npy") continue;
            if (Path.GetFileName(path) == "images.npy") samples.AddRange(Fold(path, name[..^"images".Length]));
            else samples.Add(One(path, name));
        }

        return samples.Count > 0
            ? samples
            : throw new DataFormatException($"{folder} holds no annotated picture.", "Give a PanNuke fold (images.npy, masks.npy), or NAME.npy of h x w x 5, or NAME.png with NAME.npy of h x w x 2.", ProblemCodes.TrainingDataInsufficient);
    }

    /// <summary>Splits samples by group: all samples of a group go to one side.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="share">Share of the groups that goes to the second list, 0 to 1; at least one group where it is above 0 and there are two.</param>
    /// <param name="seed">The run's seed.</param>
    public static (IReadOnlyList<NucleusSample> Training, IReadOnlyList<NucleusSample> Validation) Split(IReadOnlyList<NucleusSample> samples, double share, RandomSeed seed)
    {
        string[] groups = [.. samples.Select(s => s.Group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        seed.Stream("hovernet-split").Shuffle(groups.AsSpan());
        int count = share <= 0 || groups.Length < 2 ? 0 : Math.Clamp((int)Math.Round(share * groups.Length), 1, groups.Length - 1);
        HashSet<string> held = [.. groups.Take(count)];
        return ([.. samples.Where(s => !held.Contains(s.Group))], [.. samples.Where(s => held.Contains(s.Group))]);
    }

    private static List<NucleusSample> Fold(string images, string prefix)
    {
        string masks = Path.Combine(Path.GetDirectoryName(images)!, "masks.npy");
        if (!File.Exists(masks)) throw new DataFormatException($"{images} has no masks.npy beside it.", "Give a whole PanNuke fold.", ProblemCodes.FileNotFound);
        using NumpyFile pictures = NumpyFile.Open(images), truth = NumpyFile.Open(masks);
        if (pictures.Shape is not [int n, int height, int width, 3] || truth.Shape is not [int m, int h, int w, TypeCount] || (n, height, width) != (m, h, w))
            throw Layout(images, pictures.Shape, "n x h x w x 3, with masks.npy of n x h x w x 6");
        List<NucleusSample> samples = [];
        var pixels = new double[height * width * 3];
        var channels = new double[height * width * TypeCount];
        for (int i = 0; i < n; i++)
        {
            pictures.Read((long)i * pixels.Length, pixels);
            truth.Read((long)i * channels.Length, channels);
            var instances = new int[height * width];
            var types = new byte[instances.Length];
            var numbers = new Dictionary<(int Type, int Id), int>();
            for (int p = 0; p < instances.Length; p++)
            {
                for (int t = 0; t < TypeCount - 1; t++)
                {
                    int id = (int)channels[p * TypeCount + t];
                    if (id <= 0) continue;
                    if (!numbers.TryGetValue((t, id), out int number)) numbers[(t, id)] = number = numbers.Count + 1;
                    (instances[p], types[p]) = (number, (byte)(t + 1));
                    break;
                }
            }

            string name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{i:D5}");
            samples.Add(new NucleusSample { Name = name, Group = name, Image = Picture(pixels, 3, width, height), Instances = instances, Types = types });
        }

        return samples;
    }

    private static NucleusSample One(string path, string name)
    {
        (IReadOnlyList<int> shape, double[] values) = NumpyFile.ReadAll(path);
        string png = Path.ChangeExtension(path, ".png");
        RgbImage image;
        int channels = shape.Count == 3 ? shape[2] : 0, first;
        if (channels == 5) (image, first) = (Picture(values, 5, shape[1], shape[0]), 3);
        else if (channels == 2 && File.Exists(png)) (image, first) = (FlatImageFile.Read(png), 0);
        else throw Layout(path, shape, "h x w x 5, or h x w x 2 with a .png beside it");
        if (image.Width != shape[1] || image.Height != shape[0]) throw Layout(path, shape, FormattableString.Invariant($"the picture's {image.Height} x {image.Width}"));
        var instances = new int[shape[0] * shape[1]];
        var types = new byte[instances.Length];
        for (int p = 0; p < instances.Length; p++)
        {
            double type = values[p * channels + first + 1];
            if (type is < 0 or >= TypeCount) throw new DataFormatException(FormattableString.Invariant($"{Path.GetFileName(path)} has class {type}; classes are 0 to 5."), "Map the classes to those of PanNuke.");
            (instances[p], types[p]) = ((int)values[p * channels + first], (byte)type);
        }

        string file = Path.GetFileName(name);
        int cut = file.IndexOf("__", StringComparison.Ordinal);
        return new NucleusSample { Name = name, Group = cut > 0 ? file[..cut] : name, Image = image, Instances = instances, Types = types };
    }

    private static RgbImage Picture(double[] values, int channels, int width, int height)
    {
        var pixels = new byte[3 * width * height];
        for (int p = 0; p < width * height; p++)
        {
            for (int c = 0; c < 3; c++) pixels[3 * p + c] = (byte)Math.Clamp(Math.Round(values[p * channels + c]), 0, 255);
        }

        return new RgbImage(width, height, pixels);
    }

    private static DataFormatException Layout(string path, IReadOnlyList<int> shape, string expected) =>
        new($"{Path.GetFileName(path)} has the shape {string.Join(" x ", shape)}; expected {expected}.", "Convert the data to one of the layouts that are read.");
}
