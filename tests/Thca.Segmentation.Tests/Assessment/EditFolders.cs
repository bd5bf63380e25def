using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Assessment;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Assessment;

/// <summary>Folders of small masks before and after editing.</summary>
internal sealed class EditFolders : IDisposable
{
    public static readonly ImageGeometry Grid = Boxes.Grid(20, 20, 12, 1, 1, 2);
    private readonly TemporaryFolder _folder = new();

    public string Out => _folder.File("out");

    public string FullName => _folder.FullName;

    public void Dispose() => _folder.Dispose();

    public string Path(params string[] parts) => _folder.File(parts);

    public EditPair Pair(string name, string center = "")
    {
        Directory.CreateDirectory(Path(name, "before"));
        Directory.CreateDirectory(Path(name, "after"));
        return new EditPair(name, Path(name, "before"), Path(name, "after"), center);
    }

    /// <summary>Writes one case: a box with the label, moved by some voxels in x after editing.</summary>
    public void Case(EditPair pair, string id, int shift, int label = 11, string extension = ".nii.gz")
    {
        Write(Boxes.Labelled(Grid, (label, Boxes.Box(Grid, (4, 4, 2), (8, 8, 6)))), System.IO.Path.Combine(pair.BeforeFolder, id + extension));
        Write(Boxes.Labelled(Grid, (label, Boxes.Box(Grid, (4 + shift, 4, 2), (8, 8, 6)))), System.IO.Path.Combine(pair.AfterFolder, id + extension));
    }

    public static void Write(LabelMap map, string path) => VolumeFile.WriteLabelMap(map, path);
}
