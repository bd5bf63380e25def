using System.Globalization;
using System.IO.Compression;
using System.Text;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Testing;

namespace Thca.Radiomics.Tests.Golden;

internal static class GoldenVolumes
{
    public static Volume<float> Image(string name) { var (g, v, t) = Load(Find(name + "_image")); return new Volume<float>(g, v.Select(x => (float)x).ToArray(), t); }
    public static LabelMap Labels(string name) { var (g, v, _) = Load(Find(name + "_label")); return new LabelMap(g, v.Select(x => (int)x).ToArray()); }
    static string Find(string n) { string p = SharedData.Path("golden", "inputs", n + ".nrrd"); return File.Exists(p) ? p : SharedData.Path("golden", "inputs", n + ".nii.gz"); }
    public static (ImageGeometry, double[], ComponentType) Load(string path)
    {
        byte[] b = File.ReadAllBytes(path);
        if (path.EndsWith(".nrrd", StringComparison.Ordinal))
        {
            int e = 0; while (!(b[e] == 10 && b[e + 1] == 10)) e++;
            var h = Encoding.ASCII.GetString(b, 0, e).Split('\n').Where(l => l.Contains(": ", StringComparison.Ordinal)).ToDictionary(l => l[..l.IndexOf(':', StringComparison.Ordinal)], l => l[(l.IndexOf(':', StringComparison.Ordinal) + 2)..].Trim());
            var s = h["sizes"].Split(' ').Select(x => int.Parse(x, CultureInfo.InvariantCulture)).ToArray();
            double[][] d = h["space directions"].Split(") (").Select(x => x.Trim('(', ')').Split(',').Select(y => double.Parse(y, CultureInfo.InvariantCulture)).ToArray()).ToArray();
            double[] o = h["space origin"].Trim('(', ')').Split(',').Select(y => double.Parse(y, CultureInfo.InvariantCulture)).ToArray();
            byte[] raw = b[(e + 2)..]; if (h["encoding"] == "gzip") raw = Unzip(raw);
            double[] sp = d.Select(x => Math.Sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2])).ToArray();
            var dir = new DirectionCosines(d[0][0] / sp[0], d[1][0] / sp[1], d[2][0] / sp[2], d[0][1] / sp[0], d[1][1] / sp[1], d[2][1] / sp[2], d[0][2] / sp[0], d[1][2] / sp[1], d[2][2] / sp[2]);
            var (v, t) = Values(raw, h["type"] switch { "short" or "int16" => 4, "int" => 8, "unsigned char" or "uint8" or "uchar" => 2, "float" => 16, "double" => 64, "unsigned short" or "ushort" or "uint16" => 512, var x => throw new NotSupportedException(x) }, 0);
            return (new ImageGeometry(new GridSize(s[0], s[1], s[2]), new Spacing(sp[0], sp[1], sp[2]), new PhysicalPoint(o[0], o[1], o[2]), dir), v, t);
        }
        b = Unzip(b);
        short S(int at) => BitConverter.ToInt16(b, at); float F(int at) => BitConverter.ToSingle(b, at);
        var (vv, tt) = Values(b, S(70), (int)F(108));
        return (new ImageGeometry(new GridSize(S(42), S(44), S(46)), new Spacing(F(80), F(84), F(88)), new PhysicalPoint(-F(280 + 12), -F(296 + 12), F(312 + 12)), DirectionCosines.Identity), vv, tt);
    }
    static byte[] Unzip(byte[] b) { using var m = new MemoryStream(); using var g = new GZipStream(new MemoryStream(b), CompressionMode.Decompress); g.CopyTo(m); return m.ToArray(); }
    static (double[], ComponentType) Values(byte[] b, int type, int at)
    {
        int size = type switch { 2 => 1, 4 or 512 => 2, 8 or 16 => 4, _ => 8 };
        var r = new double[(b.Length - at) / size];
        for (int i = 0; i < r.Length; i++) { int p = at + i * size; r[i] = type switch { 2 => b[p], 4 => BitConverter.ToInt16(b, p), 512 => BitConverter.ToUInt16(b, p), 8 => BitConverter.ToInt32(b, p), 16 => BitConverter.ToSingle(b, p), _ => BitConverter.ToDouble(b, p) }; }
        return (r, type switch { 2 => ComponentType.UInt8, 4 => ComponentType.Int16, 512 => ComponentType.UInt16, 8 => ComponentType.Int32, 16 => ComponentType.Float32, _ => ComponentType.Float64 });
    }
}
