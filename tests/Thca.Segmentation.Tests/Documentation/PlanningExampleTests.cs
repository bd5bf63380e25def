using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Evaluation;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;
using Thca.Segmentation.Tests.Datasets;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Documentation;

public class PlanningExampleTests
{
    [Fact]
    public void Example_of_planning()
    {
        using var temporary = new TemporaryFolder();
        string folder = PhantomDataset.Create(temporary.FullName).FullName, output = temporary.File("preprocessed");

        #region plan
        DatasetFolder dataset = DatasetFolder.Open(folder);
        FingerprintResult fingerprint = FingerprintExtractor.Run(dataset);
        foreach ((string id, var problem) in fingerprint.Cases.Where(c => c.Value is not null)) throw new InvalidOperationException($"{id}: {problem}");

        PlansFile plans = ExperimentPlanner.Plan(fingerprint.Fingerprint, dataset.Description, dataset.Name, new PlannerOptions { MemoryGigabytes = 8 });
        plans.Write(Path.Combine(output, "nnUNetPlans.json"));
        DatasetPreprocessor.Run(dataset, plans, output, new PreprocessingOptions { Configurations = ["3d_fullres"] });

        using PreprocessedCase first = PreprocessedCase.Open(Path.Combine(output, "nnUNetPlans_3d_fullres"), dataset.Cases[0].Id);
        var patch = new float[16 * 16 * 8];
        first.ReadImage(channel: 0, new VoxelIndex(0, 0, 0), new GridSize(16, 16, 8), patch);   // read in place; 0 outside
        #endregion

        Assert.Contains(patch, v => v != 0);
        Assert.Equal([16, 32, 32], plans.Configuration("3d_fullres").PatchSize);
    }

    [Fact]
    public void Example_of_one_case()
    {
        using var temporary = new TemporaryFolder();
        DatasetFolder dataset = PhantomDataset.Create(temporary.FullName, 1);
        string imagePath = dataset.Cases[0].Images[0];
        PlansFile plans = ExperimentPlanner.Plan(FingerprintExtractor.Run(dataset).Fingerprint, dataset.Description, dataset.Name, new PlannerOptions { TargetSpacing = [4, 2, 2] });

        #region case
        var preprocessor = new CasePreprocessor(plans, plans.Configuration("3d_fullres"));
        PreparedCase prepared = preprocessor.Prepare(CaseReader.Read([imagePath], orientation: preprocessor.Orientation));

        // Whatever a network says on this grid goes back slab by slab, and then onto the CT's own grid.
        GridResampler back = prepared.Properties.Back();
        var logits = new float[back.Source.Count];
        var slice = new float[back.Target.X * back.Target.Y];
        back.Slab(logits, first: 0, count: 1, slice);
        LabelMap mask = prepared.Properties.ToFileGrid(new short[back.Target.Count]);
        #endregion

        Assert.Equal(new GridSize(32, 32, 16), mask.Size);
        Assert.Equal(new GridSize(48, 48, 20), prepared.Properties.Size);
    }

    [Fact]
    public void Example_of_evaluation()
    {
        using var temporary = new TemporaryFolder();
        string truth = Path.Combine(PhantomDataset.Create(temporary.FullName, 2).FullName, "labelsTr"), predictions = truth, output = temporary.File("out");

        #region evaluate
        EvaluationResult result = SegmentationEvaluator.Run(predictions, truth, LabelSet.Thyroid);
        double lesionDice = result.Mean(LabelSet.Thyroid.Lesion!.Value, m => m.Dice);
        EvaluationWriter.Write(output, result);

        ComponentRules rules = ComponentFilter.Learn(predictions, truth, LabelSet.Thyroid);   // on validation predictions
        #endregion

        Assert.Equal(1, lesionDice);
        Assert.True(rules.IsEmpty);
    }
}
