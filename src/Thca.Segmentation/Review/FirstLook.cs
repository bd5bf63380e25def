using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Distance;

namespace Thca.Segmentation.Review;

/// <summary>What a mask shows at first sight, and what the prediction wrote about it into <c>CASE.json</c>.</summary>
internal sealed record FirstLook(int? Label, double VolumeMm3, double Uncertainty, string ModelSha256, IReadOnlyList<string> Warnings)
{
    private const double SuspiciousShare = 0.5;
    private const int LargestSidecar = 16 << 20;

    public static FirstLook Of(LabelMap map, string sidecar, ReviewOptions options)
    {
        IReadOnlyList<int> present = map.DistinctLabels();
        int? label = options.Label ?? (present.Contains((int)AnatomicalLabel.Lesion) ? (int)AnatomicalLabel.Lesion : present.Count == 1 ? present[0] : null);
        List<string> warnings = [];
        double volume = double.NaN;
        if (present.Count > 1 && label is null)
        {
            warnings.Add("no lesion (label 11)");
            volume = 0;
        }
        else if (label is not { } l || !present.Contains(l))
        {
            warnings.Add("no lesion");
            volume = 0;
        }
        else
        {
            Mask lesion = map.Select(l);
            volume = lesion.Count() * map.Geometry.Spacing.VoxelVolume;
            if (TouchesBorder(lesion)) warnings.Add("lesion touches the border of the image");
            if (l != (int)AnatomicalLabel.Thyroid && present.Contains((int)AnatomicalLabel.Thyroid) && OutsideShare(map, lesion, options.ThyroidMarginMm) > SuspiciousShare)
                warnings.Add(FormattableString.Invariant($"lesion outside the thyroid + {options.ThyroidMarginMm} mm"));
        }

        (double uncertainty, string model, IEnumerable<string> told) = Sidecar(sidecar);
        return new FirstLook(label, volume, uncertainty, model, [.. warnings.Concat(told).Distinct(StringComparer.Ordinal)]);
    }

    private static bool TouchesBorder(Mask mask)
    {
        VoxelRegion box = mask.RequireBoundingBox();
        GridSize size = mask.Size;
        return box.Start.X == 0 || box.Start.Y == 0 || box.Start.Z == 0
            || box.Start.X + box.Size.X == size.X || box.Start.Y + box.Size.Y == size.Y || box.Start.Z + box.Size.Z == size.Z;
    }

    private static double OutsideShare(LabelMap map, Mask lesion, double margin)
    {
        ReadOnlySpan<byte> near = DistanceMap.Within(map.Select((int)AnatomicalLabel.Thyroid), margin).Voxels, inside = lesion.Voxels;
        int outside = 0, all = 0;
        for (int i = 0; i < inside.Length; i++)
        {
            if (inside[i] == 0) continue;
            all++;
            if (near[i] == 0) outside++;
        }

        return (double)outside / all;
    }

    // The prediction's file is a help, not a condition: what cannot be read is left out.
    private static (double Uncertainty, string Model, IEnumerable<string> Warnings) Sidecar(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > LargestSidecar) return (double.NaN, "", []);
        try
        {
            if (JsonNode.Parse(File.ReadAllText(path)) is not JsonObject json) return (double.NaN, "", []);
            double uncertainty = json["uncertainty"] is JsonValue u && u.TryGetValue(out double value) ? value : double.NaN;
            string model = json["model_sha256"] is JsonValue m && m.TryGetValue(out string? hash) ? hash : "";
            IEnumerable<string> warnings = (json["warnings"] as JsonArray ?? []).OfType<JsonValue>().Select(w => w.TryGetValue(out string? text) ? text : "").Where(t => t.Length > 0);
            return (uncertainty, model, [.. warnings]);
        }
        catch (JsonException)
        {
            return (double.NaN, "", []);
        }
    }
}
