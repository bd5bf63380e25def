using Thca.Core.Cohorts;
using Thca.Core.Histology;
using Thca.Pathology.Detection.Oracle;
using Thca.Phantoms.Histology;

namespace Thca.Pathology.Tests.Detection;

/// <summary>The truth of a small synthetic slide, drawn once.</summary>
internal sealed class PhantomTruth : INucleusTruth
{
    private readonly int _width;
    private readonly int _height;
    private readonly int[] _instances;
    private readonly byte[] _types;

    public PhantomTruth(HistologyPhantom phantom)
    {
        (_width, _height) = (phantom.Options.Width, phantom.Options.Height);
        (_instances, _types) = (new int[_width * _height], new byte[_width * _height]);
        Nuclei = phantom.Nuclei(phantom.Bounds);
        foreach (NucleusTruth nucleus in Nuclei)
        {
            PixelBox box = nucleus.Box;
            for (int y = Math.Max(box.Y0, 0); y < Math.Min(box.Y1, _height); y++)
            {
                for (int x = Math.Max(box.X0, 0); x < Math.Min(box.X1, _width); x++)
                {
                    if (nucleus.Pixels[(y - box.Y0) * box.Width + x - box.X0]) (_instances[y * _width + x], _types[y * _width + x]) = (nucleus.Id, (byte)nucleus.Type);
                }
            }
        }
    }

    public IReadOnlyList<NucleusTruth> Nuclei { get; }

    public string Identity => "phantom";

    public TruthPatch Read(SlideId slide, long x, long y, int width, int height, CancellationToken ct = default)
    {
        var instances = new int[width * height];
        var types = new byte[instances.Length];
        int from = (int)Math.Max(0, -x), to = (int)Math.Min(width, _width - x);
        for (int row = (int)Math.Max(0, -y); row < Math.Min(height, _height - y) && to > from; row++)
        {
            int source = (int)((y + row) * _width + x + from);
            _instances.AsSpan(source, to - from).CopyTo(instances.AsSpan(row * width + from));
            _types.AsSpan(source, to - from).CopyTo(types.AsSpan(row * width + from));
        }

        return new TruthPatch(instances, types);
    }
}
