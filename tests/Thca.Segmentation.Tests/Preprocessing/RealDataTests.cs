using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Preprocessing;

/// <summary>A real CT with organs, stored right to left and front to back.</summary>
public sealed class RealDataTests : IDisposable
{
    private static readonly int[] Organs = [5, 20, 1, 86, 87];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RealCase_IsPlannedAndPrepared_AndComesBackToItsFile()
    {
        string ct = SharedData.Path("data", "ct", "body_ct_3mm_crop.nii.gz");
        LabelMap all = VolumeFile.ReadLabelMap(SharedData.Path("data", "ct", "body_ct_3mm_crop_organs.nii.gz"));
        int[] labels = [.. all.Labels.ToArray().Select(l => Array.IndexOf(Organs, l) + 1)];
        string root = _folder.File("Dataset201_Organs");
        Directory.CreateDirectory(Path.Combine(root, DatasetFolder.Images));
        File.Copy(ct, DatasetFolder.ImagePath(root, "body", 0));
        VolumeFile.WriteLabelMap(new LabelMap(all.Geometry, labels), DatasetFolder.LabelPath(root, "body"));
        var set = new LabelSet([KeyValuePair.Create("background", 0), .. new[] { "liver", "colon", "spleen", "autochthon_left", "autochthon_right" }.Select((n, i) => KeyValuePair.Create(n, i + 1))]);
        DatasetJson.Create(["CT"], set, 1).Write(Path.Combine(root, DatasetJson.FileName));
        Assert.Equal([(4, 5)], set.FlipPairs);

        DatasetFolder dataset = DatasetFolder.Open(root);
        FingerprintResult fingerprint = FingerprintExtractor.Run(dataset);
        PlansFile plans = ExperimentPlanner.Plan(fingerprint.Fingerprint, dataset.Description, dataset.Name, new PlannerOptions { TargetSpacing = [3, 2.7, 2.7] });
        var preprocessor = new CasePreprocessor(plans, plans.Configuration("3d_fullres"));
        SegmentationCase read = CaseReader.Read(dataset.Cases[0], dataset.Description);
        Assert.False(read.FromFile.IsIdentity);
        PreparedCase prepared = preprocessor.Prepare(read);
        Assert.Equal(new GridSize(136, 112, 30), prepared.Properties.Size);

        // Left is a direction: the left back muscle lies at larger x than the right one.
        Assert.True(MeanX(prepared, 4) > MeanX(prepared, 5) + 10);
        GridResampler back = prepared.Properties.Back();
        var result = new short[back.Target.Count];
        back.Labels(prepared.Labels, result);
        LabelMap file = prepared.Properties.ToFileGrid(result);
        Assert.Equal(all.Geometry, file.Geometry);
        for (int label = 1; label <= 5; label++)
        {
            int both = 0, sum = 0;
            for (int i = 0; i < labels.Length; i++)
            {
                both += labels[i] == label && file.Labels[i] == label ? 1 : 0;
                sum += (labels[i] == label ? 1 : 0) + (file.Labels[i] == label ? 1 : 0);
            }

            Assert.True(2.0 * both / sum > 0.95, $"{set.NameOf(label)}: {2.0 * both / sum}");
        }
    }

    [Fact]
    public void WholeBody_IsPrepared()
    {
        SegmentationCase read = CaseReader.Read([SharedData.Path("data", "ct", "body_ct_3mm.nii.gz")]);
        PlansFile plans = Planning.ExperimentPlannerTests.Plan("E", new PlannerOptions());
        PreparedCase prepared = new CasePreprocessor(plans, plans.Configuration("3d_fullres")).Prepare(read);
        Assert.Equal(new GridSize(244, 202, 224), prepared.Properties.Size);
        Assert.DoesNotContain(prepared.Channels[0], v => !float.IsFinite(v));
    }

    private static double MeanX(PreparedCase prepared, int label)
    {
        GridSize size = prepared.Properties.Size;
        return Enumerable.Range(0, size.Count).Where(i => prepared.Labels![i] == label).Average(i => size.IndexOf(i).X);
    }
}
