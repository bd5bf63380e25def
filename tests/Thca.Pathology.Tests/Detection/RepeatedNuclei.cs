using Thca.Core.Cohorts;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Detection;
using Thca.Pathology.Detection.Instances;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Tests.Slides;
using Thca.Phantoms.Histology;

namespace Thca.Pathology.Tests.Detection;

/// <summary>A picture of synthetic tissue with its nuclei, to be repeated over a slide: what <see cref="RepeatedSlide"/> shows, and the truth of it.</summary>
internal sealed class RepeatedNuclei
{
    private readonly Nucleus[] _nuclei;

    public RepeatedNuclei(int side)
    {
        HistologyTile tile = new HistologyPhantom(new HistologyOptions { Width = side, Height = side, Gaps = false }, RandomSeed.Default, "repeated").Render();
        Picture = tile.Image;
        _nuclei = [.. InstanceTable.Describe(InstanceMap.Renumbered(side, side, [.. tile.Instances]), [.. tile.Types]).Where(IsItsOutline)];
    }

    public RgbImage Picture { get; }

    /// <summary>Nuclei of one picture. Few are left out: those that their outline does not describe to the pixel.</summary>
    public int PerPicture => _nuclei.Length;

    /// <summary>Writes the truth of a slide as a phantom does: <c>FOLDER/SLIDE/nuclei.parquet</c>.</summary>
    public void WriteTruth(string folder, SlideId slide, int side)
    {
        string own = Directory.CreateDirectory(Path.Combine(folder, slide.Value)).FullName;
        NucleusTable.Write(Path.Combine(own, SlideDetector.NucleiFile), new NucleusTableHeader { Slide = slide, MppX = 0.25, MppY = 0.25 }, On(side));
    }

    /// <summary>Fails unless a table holds every nucleus of the slide once, with its place, size and class, and nothing else.</summary>
    public void AssertComplete(string table, int side)
    {
        int across = side / Picture.Width;
        Dictionary<PixelBox, int> byBox = Enumerable.Range(0, _nuclei.Length).ToDictionary(i => _nuclei[i].Box);
        var seen = new HashSet<long>();
        using var reader = new NucleusTableReader(table);
        foreach (Nucleus found in reader.Read())
        {
            int column = (int)(found.CentroidX / Picture.Width), row = (int)(found.CentroidY / Picture.Height);
            (int dx, int dy) = (column * Picture.Width, row * Picture.Height);
            var local = new PixelBox(found.Box.X0 - dx, found.Box.Y0 - dy, found.Box.X1 - dx, found.Box.Y1 - dy);
            Assert.True(byBox.TryGetValue(local, out int index), $"no nucleus is at {found.Box}");
            Nucleus truth = _nuclei[index];
            Assert.Equal((seen.Count, truth.AreaPixels, truth.Type, 1), (found.Id, found.AreaPixels, found.Type, found.RegionId));
            Assert.True(Math.Abs(truth.CentroidX + dx - found.CentroidX) + Math.Abs(truth.CentroidY + dy - found.CentroidY) < 1e-6);
            Assert.True(seen.Add(((long)row * across + column) * _nuclei.Length + index), $"the nucleus at {found.Box} is there twice");
        }

        Assert.Equal((long)across * across * _nuclei.Length, seen.Count);
    }

    private IEnumerable<Nucleus> On(int side)
    {
        int id = 0;
        for (int y = 0; y < side; y += Picture.Height)
        {
            for (int x = 0; x < side; x += Picture.Width)
            {
                foreach (Nucleus n in _nuclei)
                {
                    yield return n with
                    {
                        Id = id++, Box = new PixelBox(n.Box.X0 + x, n.Box.Y0 + y, n.Box.X1 + x, n.Box.Y1 + y), CentroidX = n.CentroidX + x, CentroidY = n.CentroidY + y,
                        Contour = [.. n.Contour.Select(p => new PixelPoint(p.X + x, p.Y + y))],
                    };
                }
            }
        }
    }

    /// <summary>Whether the filled outline is the nucleus itself: no holes, no second part.</summary>
    private static bool IsItsOutline(Nucleus nucleus)
    {
        var mask = new byte[nucleus.Box.Width * nucleus.Box.Height];
        ContourFill.Fill(nucleus.Contour, nucleus.Box, mask);
        return mask.Count(m => m != 0) == (int)nucleus.AreaPixels;
    }
}
