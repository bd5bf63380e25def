using System.Text.Json.Nodes;

namespace Thca.Segmentation.Preprocessing;

/// <summary>Properties of a case under nnU-Net's names, vectors in array order.</summary>
internal static class CasePropertiesJson
{
    public static void AddTo(JsonObject json, CaseProperties p)
    {
        json["shape"] = Sizes(p.Size);
        json["spacing"] = Numbers(p.Spacing.Z, p.Spacing.Y, p.Spacing.X);
        json["shape_before_cropping"] = Sizes(p.SizeBeforeCrop);
        json["bbox_used_for_cropping"] = new JsonArray(
            Range(p.Box.Start.Z, p.Box.Size.Z), Range(p.Box.Start.Y, p.Box.Size.Y), Range(p.Box.Start.X, p.Box.Size.X));
        json["shape_after_cropping_and_before_resampling"] = Sizes(p.SizeBeforeResampling);
        json["spacing_before_resampling"] = Numbers(p.SpacingBeforeResampling.Z, p.SpacingBeforeResampling.Y, p.SpacingBeforeResampling.X);
        json["transpose_forward"] = new JsonArray([.. p.TransposeForward.Select(a => (JsonNode)a)]);
        json["orientation"] = p.Orientation.ToString();
        json["file_geometry"] = new JsonObject
        {
            ["size_xyz"] = new JsonArray(p.FileGeometry.Size.X, p.FileGeometry.Size.Y, p.FileGeometry.Size.Z),
            ["spacing_xyz"] = Numbers(p.FileGeometry.Spacing.X, p.FileGeometry.Spacing.Y, p.FileGeometry.Spacing.Z),
            ["origin_lps"] = Numbers(p.FileGeometry.Origin.X, p.FileGeometry.Origin.Y, p.FileGeometry.Origin.Z),
            ["direction"] = Numbers(p.FileGeometry.Direction.ToArray()),
        };
    }

    private static JsonArray Sizes(Core.Geometry.GridSize size) => new(size.Z, size.Y, size.X);

    private static JsonArray Range(int start, int size) => new(start, start + size);

    private static JsonArray Numbers(params double[] values) => new([.. values.Select(v => (JsonNode)v)]);
}
