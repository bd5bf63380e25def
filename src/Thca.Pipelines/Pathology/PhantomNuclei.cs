using Thca.Core.Histology;
using Thca.Pathology.Detection.Instances;
using Thca.Phantoms.Histology;

namespace Thca.Pipelines.Pathology;

/// <summary>The true nuclei of a synthetic slide in the form that detectors report.</summary>
public static class PhantomNuclei
{
    /// <summary>The nuclei of a window in order of their numbers, with outlines and level-0 coordinates; specks without an outline are left out.</summary>
    /// <param name="slide">The slide.</param>
    /// <param name="box">The window.</param>
    /// <param name="ct">Cancels between rows of cells.</param>
    public static IReadOnlyList<Nucleus> Of(HistologyPhantom slide, PixelBox box, CancellationToken ct = default)
    {
        var nuclei = new List<Nucleus>();
        foreach (NucleusTruth truth in slide.Nuclei(box, ct))
        {
            if (!box.Contains(truth.CentroidX, truth.CentroidY)) continue;
            (int width, int height) = (truth.Box.Width, truth.Box.Height);
            int[] labels = [.. truth.Pixels.Select(inside => inside ? 1 : 0)];
            byte[] types = [.. truth.Pixels.Select(inside => inside ? (byte)truth.Type : (byte)0)];
            if (InstanceTable.Describe(new InstanceMap(width, height, labels, 1), types, ct: ct) is not [var local]) continue;
            bool atBorder = truth.Box.X0 == 0 || truth.Box.Y0 == 0 || truth.Box.X1 == slide.Options.Width || truth.Box.Y1 == slide.Options.Height;
            nuclei.Add(local with
            {
                Id = nuclei.Count,
                Box = truth.Box,
                CentroidX = truth.CentroidX,
                CentroidY = truth.CentroidY,
                Contour = [.. local.Contour.Select(p => new PixelPoint(p.X + truth.Box.X0, p.Y + truth.Box.Y0))],
                Probability = 1,
                Flags = atBorder ? NucleusFlags.TouchesBorder : NucleusFlags.None,
            });
        }

        return nuclei;
    }
}
