using System.Security.Cryptography;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Runtime.Tests.Samples;
using Thca.Testing;

namespace Thca.Modeling.Runtime.Tests.Embedding;

/// <summary>The code of the module's page and of the package readme.</summary>
public class EmbeddingTests
{
    [Fact]
    public void OnePatient()
    {
        using TemporaryFolder folder = Write();
        string path = folder.File("model.crit.json");

        #region patient
        CritModel model = CritModel.Load(path);
        CritPrediction prediction = model.Predict(new Dictionary<string, CritInput>
        {
            ["f0"] = CritInput.Of(41, "mm"),
            ["f1"] = CritInput.Missing,
            ["f2"] = CritInput.Of("T2"),
        });
        string answer = prediction.Refusal is { } refusal
            ? $"no prediction, {refusal.Code}: {refusal.What} {refusal.Remedy}"
            : $"risk {prediction.Probability:P1}, group {prediction.Groups["clinical"]}, {prediction.Warnings.Count} warnings";
        #endregion

        Assert.StartsWith("risk ", answer, StringComparison.Ordinal);
        Assert.Equal(4.1, prediction.Codes[0], 1e-12);
    }

    [Fact]
    public void Why()
    {
        using TemporaryFolder folder = Write();
        CritModel model = CritModel.Load(folder.File("model.crit.json"));
        Dictionary<string, CritInput> patient = SampleArtifact.Patient(CritInput.Of(4), CritInput.Of(2), CritInput.Of("T2"));

        #region explain
        CritContributions why = model.Explain(patient);
        foreach (WaterfallStep step in model.Waterfall(why, largest: 5))
            Show($"{step.Feature} {step.Contribution:+0.00;-0.00} → {step.ProbabilityAfter:P1}");
        #endregion

        Assert.Equal(why.Prediction.Margin, why.Base + why.Values.Sum(), 1e-9);

        static void Show(string line) => Assert.NotEmpty(line);
    }

    [Fact]
    public void Table()
    {
        using TemporaryFolder folder = Write();
        CritModel model = CritModel.Load(folder.File("model.crit.json"));
        double[] rows = [4, 2, 1, 5, double.NaN, 0];

        #region rows
        int count = rows.Length / model.FeatureNames.Count;
        double[] margins = new double[count], probabilities = new double[count];
        model.PredictRows(rows, margins, probabilities);
        #endregion

        Assert.Equal(0.5446627408436073, probabilities[0], 1e-12);
    }

    [Fact]
    public void Signed()
    {
        using TemporaryFolder folder = Write();
        string path = folder.File("model.crit.json");
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllBytes(path + CritSignature.Extension, CritSignature.Sign(File.ReadAllBytes(path), key));
        string publicKey = key.ExportSubjectPublicKeyInfoPem();

        #region signed
        using ECDsa author = ECDsa.Create();
        author.ImportFromPem(publicKey);                          // on .NET Framework: ECDsa.Create(ECParameters)
        CritModel trusted = CritModel.LoadSigned(path, author);   // reads path + ".sig"; MODEL_SIGNATURE_INVALID if it is not the author's
        #endregion

        Assert.Equal(3, trusted.FeatureNames.Count);
    }

    private static TemporaryFolder Write()
    {
        var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("model.crit.json"), CritArtifactJson.ToBytes(SampleArtifact.Build()));
        return folder;
    }
}
