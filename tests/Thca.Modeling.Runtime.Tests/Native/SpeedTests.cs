using System.Diagnostics;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Runtime.Tests.Samples;
using Thca.Modeling.Runtime.Trees;

namespace Thca.Modeling.Runtime.Tests.Native;

/// <summary>Speed against native LightGBM on one thread, bounds loose enough for a busy machine; processor time; the figures go to the test output.</summary>
public class SpeedTests(ITestOutputHelper output)
{
    private const int Columns = 30, TreeCount = 300, TrainRows = 1000;

    [Fact]
    public void PredictionExplanationAndLoadingKeepUpWithNative()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("THCA_LONG") == "1", "Timing; set THCA_LONG=1.");
        foreach (bool missing in new[] { false, true })
        {
            (string text, double[] rows) = Model(missing, 100_000);
            TreeEnsemble trees = LightGbmTextReader.Read(text);
            int count = rows.Length / Columns;
            double[] margins = new double[count];
            using var native = new NativeLightGbm.Loaded(text);
            double ours = Best(5, () => trees.Margins(rows, margins)), theirs = Best(3, () => native.Predict(rows, Columns, NativeLightGbm.Raw));
            double perTree = ours / count / trees.TreeCount * 1e9;
            output.WriteLine($"missing={missing} trees={trees.TreeCount} leaves={trees.LeafCount} depth={trees.MaxDepth}");
            output.WriteLine($"  batch 100k: ours {ours:F3} s ({perTree:F1} ns per tree and row), native {theirs:F3} s, ratio {ours / theirs:F2}");
            double single = Best(5, () => { for (int r = 0; r < 20_000; r++) margins[r] = trees.Margin(rows.AsSpan(r * Columns, Columns)); }) / 20_000;
            output.WriteLine($"  single row: {single * 1e6:F1} us");
            double load = Best(3, () => { for (int i = 0; i < 20; i++) LightGbmTextReader.Read(text); }) / 20;
            byte[] artifact = Artifact(text, rows);
            double whole = Best(3, () => { for (int i = 0; i < 10; i++) CritModel.Load(artifact); }) / 10;
            output.WriteLine($"  load artifact ({artifact.Length / 1024} KiB) with hashes and {CritModel.FewestTestVectors} test vectors: {whole * 1e3:F1} ms");
            output.WriteLine($"  read text ({text.Length / 1024} KiB): {load * 1e3:F1} ms");
            double[] some = rows[..(200 * Columns)], phi = new double[some.Length];
            double shap = Best(5, () => trees.ContributionsOfRows(some, phi)), nativeShap = Best(3, () => native.Predict(some, Columns, NativeLightGbm.Contributions));
            output.WriteLine($"  shap 200 rows: ours {shap * 1e3:F1} ms, native {nativeShap * 1e3:F1} ms, ratio {shap / nativeShap:F2}");
            Assert.True(perTree < 150 && single < 50e-6 && whole < 0.1 && shap < 4 * nativeShap);
        }
    }

    private static (string Text, double[] Rows) Model(bool missing, int count)
    {
        var random = new Random(7);
        double[] rows = new double[count * Columns];
        for (int i = 0; i < rows.Length; i++) rows[i] = missing && random.Next(20) == 0 ? double.NaN : random.NextDouble() * 10 - 5;
        var labels = new float[TrainRows];
        for (int i = 0; i < TrainRows; i++) labels[i] = Math.Sin(rows[i * Columns]) + rows[i * Columns + 1] / 5 + random.NextDouble() > 0.5 ? 1 : 0;
        string text = NativeLightGbm.Train(rows[..(TrainRows * Columns)], Columns, labels, "objective=binary num_leaves=31 learning_rate=0.02 min_data_in_leaf=5 seed=1 deterministic=true force_col_wise=true num_threads=1 verbosity=-1", TreeCount);
        return (text, rows);
    }

    private static byte[] Artifact(string text, double[] rows)
    {
        CritArtifact draft = SampleArtifact.Draft();
        TreeEnsemble trees = LightGbmTextReader.Read(text);
        draft = draft with
        {
            Features = [.. trees.FeatureNames.Select((name, i) => new CritFeature
            {
                Index = i, Name = name, Modality = CritModality.Radiomics, UnitStatus = CritUnitStatus.Stated,
                Missing = new() { Policy = trees.HandlesMissing(i) ? CritMissingPolicy.Native : CritMissingPolicy.Error },
            })],
            Booster = CritBooster.FromText(text),
            MaxMissing = 1,
            Explanation = new() { BaseValue = trees.BaseValue() },
        };
        CritModel model = CritModel.FromArtifact(draft, new() { VerifyTestVectors = false });
        return CritArtifactJson.ToBytes(draft with
        {
            TestVectors = [.. rows.Chunk(Columns).Take(CritModel.FewestTestVectors).Select(r => model.MakeTestVector(r.Select((v, i) => (v, i)).ToDictionary(x => trees.FeatureNames[x.i], x => CritInput.Of(x.v))))],
        });
    }

    private static double Best(int times, Action action)
    {
        double best = double.MaxValue;
        for (int i = 0; i < times; i++)
        {
            TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
            action();
            best = Math.Min(best, (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds);
        }

        return best;
    }
}
