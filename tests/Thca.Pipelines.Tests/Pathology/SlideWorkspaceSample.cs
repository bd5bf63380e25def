using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Detection;
using Thca.Pathology.Detection.Instances;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Slides;
using Thca.Pathology.Tissue;
using Thca.Phantoms.Histology;

namespace Thca.Pipelines.Tests.Pathology;

/// <summary>A workspace with synthetic slides whose nuclei are known, as after detection.</summary>
internal static class SlideWorkspaceSample
{
    public static SlideEntry[] Create(string folder, int slides, int side = 320)
    {
        var workspace = new SlideWorkspace(folder);
        return [.. Enumerable.Range(0, slides).Select(i => Add(workspace, $"P{i / 2 + 1:00}", $"S{i + 1}", side, 0.5 + i * 0.4))];
    }

    private static SlideEntry Add(SlideWorkspace workspace, string patient, string name, int side, double spread)
    {
        HistologyTile tile = new HistologyPhantom(new HistologyOptions { Width = side, Height = side, Density = 0.0012, SizeSpread = spread, Gaps = false }, RandomSeed.Default, name).Render();
        var slide = new SlideId(name);
        string path = Path.Combine(workspace.Root, name + ".tif");
        new PyramidTiffWriter(new PyramidTiffOptions { Compression = TiffCompression.Deflate }).Write(path, side, side, 0.25, box => Cut(tile.Image, box));
        InstanceMap map = InstanceMap.Renumbered(side, side, [.. tile.Instances]);
        IEnumerable<Nucleus> nuclei = InstanceTable.Describe(map, tile.Types.ToArray()).Select(n => n with
        {
            RegionId = 1, Flags = n.Box.X0 == 0 || n.Box.Y0 == 0 || n.Box.X1 == side || n.Box.Y1 == side ? NucleusFlags.TouchesBorder : NucleusFlags.None,
        });
        Directory.CreateDirectory(workspace.Folder(slide));
        NucleusTable.Write(workspace.File(slide, SlideDetector.NucleiFile), new NucleusTableHeader { Slide = slide, MppX = 0.25, MppY = 0.25 }, nuclei);
        TissueFile.Write(workspace.Folder(slide), TissueMask.Everything(side, side, 0.25, 1), new SlideProperties { Levels = [new SlideLevel(side, side, 1, 1)], MppX = 0.25, MppY = 0.25 }, SlideIdentity.Of(path), new TissueOptions());
        return new SlideEntry { Patient = new PatientId(patient), Slide = slide, Path = path };
    }

    private static RgbImage Cut(RgbImage image, PixelBox box)
    {
        var pixels = new byte[3 * box.Width * box.Height];
        for (int y = 0; y < box.Height; y++) image.Row(box.Y0 + y).Slice(3 * box.X0, 3 * box.Width).CopyTo(pixels.AsSpan(3 * box.Width * y));
        return new RgbImage(box.Width, box.Height, pixels);
    }
}
