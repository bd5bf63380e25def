using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Pathology.Detection;
using Thca.Pathology.Detection.Instances;
using Thca.Pathology.HoverNet.Inference;

namespace Thca.Pathology.HoverNet.Tests.Inference;

/// <summary>Runs the network where it is wanted, then replaces what it said by crowded nuclei (discs of radius 13 every 33 pixels): a window as full as tissue fills it.</summary>
internal sealed class CrowdedDetector(HoverNetDetector network) : INucleusDetector
{
    private const int Step = 33, Radius = 13;

    public int Context => network.Context;

    public IReadOnlyList<Nucleus> Detect(DetectionWindow window, CancellationToken ct = default)
    {
        NucleusMaps maps = network.Predict(window, ct);
        for (int i = 0; i < maps.Types.Length; i++)
        {
            int dx = i % maps.Width % Step - Step / 2, dy = i / maps.Width % Step - Step / 2;
            (maps.Probability[i], maps.Horizontal[i], maps.Vertical[i], maps.Types[i]) = dx * dx + dy * dy > Radius * Radius ? (0f, 0f, 0f, (byte)0) : (1f, dx / (float)Radius, dy / (float)Radius, (byte)1);
        }

        int shift = window.Context;
        return
        [
            .. InstanceTable.Describe(NucleusSegmentation.Segment(maps, ct), maps.Types, maps.Probability, ct).Select(n => n with
            {
                Box = new PixelBox(n.Box.X0 + shift, n.Box.Y0 + shift, n.Box.X1 + shift, n.Box.Y1 + shift), CentroidX = n.CentroidX + shift, CentroidY = n.CentroidY + shift,
                Contour = [.. n.Contour.Select(p => new PixelPoint(p.X + shift, p.Y + shift))],
            }),
        ];
    }
}
