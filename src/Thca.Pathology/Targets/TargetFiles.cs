using System.Globalization;
using Thca.Core.Features;
using Thca.Core.Tables;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;

namespace Thca.Pathology.Targets;

/// <summary>A cohort's target in its workspace: <c>stain-target.json</c>, <c>target.png</c> and <c>tile_quality_scores.csv</c>.</summary>
public static class TargetFiles
{
    /// <summary>Writes the three files.</summary>
    /// <param name="folder">The workspace.</param>
    /// <param name="target">The target.</param>
    public static void Write(string folder, CohortTarget target)
    {
        StainFile.WriteTarget(Path.Combine(folder, StainFile.TargetName), target.Profile, [.. target.Tiles.Where(t => t.Selected).Select(t => t.Slide.Value).Distinct()]);
        FlatImageFile.WritePng(Path.Combine(folder, "target.png"), target.Picture);
        new TextTable(
            [
                FeatureTable.PatientIdColumn, "SlideID", "x", "y", "size", "mean_grey", "share_below_200", "share_below_180", "grey_sd", "edge_share", "mean_red", "mean_blue",
                "share_above_240", "passes", "score", "cluster", "selected",
            ],
            target.Tiles.Select(Row),
            "tile_quality_scores.csv").Write(Path.Combine(folder, "tile_quality_scores.csv"));
    }

    private static IReadOnlyList<string> Row(TargetTile tile)
    {
        TileQuality q = tile.Quality;
        string Whole(int v) => v.ToString(CultureInfo.InvariantCulture);
        return
        [
            tile.Patient.Value, tile.Slide.Value, Whole(tile.X), Whole(tile.Y), Whole(tile.Size),
            .. new[] { q.MeanGrey, q.ShareBelow200, q.ShareBelow180, q.GreyDeviation, q.EdgeShare, q.MeanRed, q.MeanBlue, q.ShareAbove240 }.Select(NumberText.Format),
            q.Passes ? "1" : "0", NumberText.Format(q.Score), tile.Cluster < 0 ? "" : Whole(tile.Cluster), tile.Selected ? "1" : "0",
        ];
    }
}
