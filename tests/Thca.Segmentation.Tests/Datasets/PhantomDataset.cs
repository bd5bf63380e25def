using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Imaging;
using Thca.Phantoms.Ct;
using Thca.Segmentation.Datasets;

namespace Thca.Segmentation.Tests.Datasets;

/// <summary>A small data set of phantoms on disk.</summary>
internal static class PhantomDataset
{
    public static DatasetFolder Create(string folder, int cases = 3)
    {
        var inputs = new List<MergeInput>();
        for (int i = 0; i < cases; i++)
        {
            string id = $"P{i}";
            NeckCtCase phantom = NeckCtPhantom.Generate(NeckCtOptions.Plain(new GridSize(32, 32, 16), new Spacing(3, 3, 5)), RandomSeed.Default, id);
            string image = Path.Combine(folder, "source", id + ".nii.gz"), labels = Path.Combine(folder, "source", id + "_labels.nii.gz");
            VolumeFile.Write(phantom.Ct.Select(v => (short)v), image);
            VolumeFile.WriteLabelMap(phantom.Labels, labels);
            inputs.Add(new MergeInput(id, image, labels));
        }

        string target = Path.Combine(folder, "Dataset101_Phantom");
        IReadOnlyList<MergeOutcome> outcomes = DatasetMerger.Run(target, inputs, new DatasetMergeOptions { AlreadyMerged = true });
        Assert.All(outcomes, o => Assert.True(o.Report.Succeeded));
        return DatasetFolder.Open(target);
    }
}
