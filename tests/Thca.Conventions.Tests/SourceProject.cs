using System.Xml.Linq;

namespace Thca.Conventions.Tests;

/// <summary>One project below src: its references, properties and parsed source files.</summary>
internal sealed record SourceProject(string Name, string Path, IReadOnlyList<string> ProjectReferences, IReadOnlyList<string> PackageReferences, XDocument Xml)
{
    private readonly Lazy<IReadOnlyList<SourceFile>> _files = new(() =>
        [.. Repository.Files(System.IO.Path.GetDirectoryName(Repository.Relative(Path))!, ".cs").Select(SourceFile.Parse)]);

    public IReadOnlyList<SourceFile> Files => _files.Value;

    public static SourceProject Load(string path)
    {
        XDocument xml = XDocument.Load(path);
        return new SourceProject(
            System.IO.Path.GetFileNameWithoutExtension(path),
            path,
            [.. Includes(xml, "ProjectReference").Select(i => System.IO.Path.GetFileNameWithoutExtension(i.Replace('\\', '/')))],
            [.. Includes(xml, "PackageReference")],
            xml);
    }

    public string? Property(string name) => Xml.Descendants(name).LastOrDefault()?.Value;

    public bool IsPackable => Property("IsPackable") != "false";

    private static IEnumerable<string> Includes(XDocument xml, string item) =>
        xml.Descendants(item).Select(e => e.Attribute("Include")?.Value).OfType<string>();
}
