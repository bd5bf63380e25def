using System.Text;
using System.Text.Json.Nodes;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Runtime.Tests.Samples;

namespace Thca.Modeling.Runtime.Tests.Artifact;

public class HostileArtifactTests
{
    private static readonly byte[] Good = CritArtifactJson.ToBytes(SampleArtifact.Build());

    /// <summary>The same with everything that is optional: a Venn-Abers calibrator and a parsed copy of the trees.</summary>
    private static readonly byte[] Full = CritArtifactJson.ToBytes(SampleArtifact.Build(SampleArtifact.Draft() with
    {
        Booster = CritBooster.FromText(SampleTrees.TwoTrees).WithTrees(),
        Calibrator = new() { Type = CritCalibratorType.VennAbers, Input = CritScale.Margin, KnotsX = [-0.5, 0.25], Lower = [0, 0.1, 0.1, 0.2, 0.4], Upper = [0.3, 0.3, 0.5, 0.6, 1] },
    }));

    private static int Mutations => Environment.GetEnvironmentVariable("THCA_LONG") == "1" ? 50_000 : 6_000;

    [Fact]
    public void RandomMutationsNeverChangeANumber()
    {
        var random = new Random(11);
        Dictionary<string, CritInput> patient = SampleArtifact.Patient(CritInput.Of(4), CritInput.Of(2), CritInput.Of("T2"));
        double expected = CritModel.Load(Good).Predict(patient).Probability;
        int survived = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] bytes = Mutate(random, Good);
            try
            {
                Assert.Equal(expected, CritModel.Load(bytes).Predict(patient).Probability);
                survived++;
            }
            catch (CritModelException)
            {
                // The expected end of a damaged file.
            }
        }

        Assert.True(survived < Mutations / 20, $"{survived} of {Mutations} mutated files were accepted.");
    }

    [Fact]
    public void EveryFlippedByteIsRefused()
    {
        var random = new Random(14);
        for (int i = 0; i < Good.Length - 1; i++)
        {
            byte[] bytes = [.. Good];
            bytes[i] ^= (byte)(1 << random.Next(8));
            Assert.True(Record.Exception(() => CritModel.Load(bytes)) is CritModelException, $"byte {i}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MutationsWithARepairedHashNeverCrash(bool full)
    {
        byte[] good = full ? Full : Good;
        int accepted = 0, refused = 0;
        var random = new Random(12);
        for (int i = 0; i < (full ? Mutations / 4 : Mutations); i++)
        {
            byte[] repaired;
            try
            {
                repaired = Repair(Mutate(random, good));
            }
            catch (Exception error) when (error is System.Text.Json.JsonException or InvalidOperationException or ArgumentException)
            {
                continue;
            }

            Exception? thrown = Record.Exception(() => CritModel.Load(repaired, new CritLoadOptions { VerifyTestVectors = i % 2 == 0 }));
            Assert.True(thrown is null or CritModelException, thrown?.ToString());
            (accepted, refused) = thrown is null ? (accepted + 1, refused) : (accepted, refused + 1);
        }

        Assert.True(accepted > 0 && refused > 0, $"{accepted} accepted, {refused} refused.");
    }

    [Fact]
    public void EveryTruncationIsRefused()
    {
        for (int length = 0; length < Good.Length - 2; length += 7)
            Assert.Throws<CritModelException>(() => CritModel.Load(Good.AsSpan(0, length)));
    }

    [Fact]
    public void MutatedTextsOfTreesNeverCrash()
    {
        var random = new Random(13);
        for (int i = 0; i < Mutations; i++)
        {
            char[] text = SampleTrees.Categorical.ToCharArray();
            for (int k = random.Next(1, 4); k > 0; k--) text[random.Next(text.Length)] = "0123456789-. =\nabe"[random.Next(18)];
            try
            {
                CritModel model = CritModel.ImportLightGbm(new string(text));
                double margin = model.Trees.Margin([.. Enumerable.Repeat(1.0, model.FeatureNames.Count)]);
                Assert.False(double.IsNaN(margin) || double.IsInfinity(margin));
                model.Contributions([.. Enumerable.Repeat(1.0, model.FeatureNames.Count)], new double[model.FeatureNames.Count]);
            }
            catch (CritModelException)
            {
                // The expected end of a damaged text.
            }
        }
    }

    [Theory]
    [InlineData("$.features[0].name", "\"g0\"", RefusalCodes.ModelInconsistent)]
    [InlineData("$.features[0].index", "1", RefusalCodes.ModelInconsistent)]
    [InlineData("$.features[0].unit", "\"mm\"", RefusalCodes.ModelInconsistent)]
    [InlineData("$.features[0].unit", "\"m\"", RefusalCodes.ModelSelfTest)]
    [InlineData("$.features[1].missing.policy", "\"native\"", RefusalCodes.ModelInconsistent)]
    [InlineData("$.features[1].missing.value", "null", RefusalCodes.ModelInconsistent)]
    [InlineData("$.features[1].missing.value", "-3", RefusalCodes.ModelSelfTest)]
    [InlineData("$.features[2].encoding.codes.T2", "3", RefusalCodes.ModelSelfTest)]
    [InlineData("$.features[2].encoding.synonyms.pT2", "\"T9\"", RefusalCodes.ModelInconsistent)]
    [InlineData("$.booster.sha256", "\"00\"", RefusalCodes.ModelIntegrity)]
    [InlineData("$.booster.numTrees", "3", RefusalCodes.ModelInconsistent)]
    [InlineData("$.booster.sigmoid", "2", RefusalCodes.ModelInconsistent)]
    [InlineData("$.thresholds[0].value", "-0.1", RefusalCodes.ModelInconsistent)]
    [InlineData("$.thresholds[0].value", "\"NaN\"", RefusalCodes.ModelMalformed)]
    [InlineData("$.thresholds[0].value", "null", RefusalCodes.ModelMalformed)]
    [InlineData("$.thresholds[0].value", "1e999", RefusalCodes.ModelMalformed)]
    [InlineData("$.thresholds[0].value", "0.1", RefusalCodes.ModelSelfTest)]
    [InlineData("$.thresholds[0].scale", "\"raw\"", RefusalCodes.ModelInconsistent)]
    [InlineData("$.thresholds[0].comparison", "\">\"", RefusalCodes.ModelMalformed)]
    [InlineData("$.thresholds", "[]", RefusalCodes.ModelInconsistent)]
    [InlineData("$.defaultThreshold", "\"other\"", RefusalCodes.ModelInconsistent)]
    [InlineData("$.calibrator.type", "\"isotonic\"", RefusalCodes.ModelInconsistent)]
    [InlineData("$.riskGroups[1].cuts[1]", "0.1", RefusalCodes.ModelInconsistent)]
    [InlineData("$.riskGroups[0].cuts[0]", "0.9", RefusalCodes.ModelSelfTest)]
    [InlineData("$.explanation.baseValue", "0", RefusalCodes.ModelInconsistent)]
    [InlineData("$.testVectors[3].margin", "0.5", RefusalCodes.ModelSelfTest)]
    [InlineData("$.testVectors[3].contributions[0]", "0.5", RefusalCodes.ModelSelfTest)]
    [InlineData("$.testVectors", "[]", RefusalCodes.ModelInconsistent)]
    [InlineData("$.schema", "\"crit-model/2\"", RefusalCodes.ModelVersion)]
    [InlineData("$.protocol", "\"Other\"", RefusalCodes.ModelMalformed)]
    public void ContradictionsAreRefusedEvenWithAValidHash(string path, string value, string code)
    {
        JsonNode root = JsonNode.Parse(Good)!;
        Set(root, path, value);
        CritModelException? error = Record.Exception(() => CritModel.Load(Repair(Encoding.UTF8.GetBytes(root.ToJsonString())))) as CritModelException;
        Assert.Equal(code, error?.Code);
        if (code == RefusalCodes.ModelVersion) return;
        CritModelException unrepaired = Assert.Throws<CritModelException>(() => CritModel.Load(Encoding.UTF8.GetBytes(root.ToJsonString())));
        Assert.Equal(RefusalCodes.ModelIntegrity, unrepaired.Code);
        Assert.NotEmpty(unrepaired.Refusal.Remedy);
    }

    [Fact]
    public void LimitsAndForeignFilesAreRefused()
    {
        Assert.Equal(RefusalCodes.ModelTooLarge, Assert.Throws<CritModelException>(() => CritModel.Load(new MemoryStream(Good), new() { MaxBytes = 1000 })).Code);
        Assert.Equal(RefusalCodes.ModelMalformed, Assert.Throws<CritModelException>(() => CritModel.Load(Encoding.UTF8.GetBytes(new string('[', 100_000)))).Code);
        Assert.Equal(RefusalCodes.ModelMalformed, Assert.Throws<CritModelException>(() => CritModel.Load("[1]"u8)).Code);
        Assert.Equal(RefusalCodes.ModelMalformed, Assert.Throws<CritModelException>(() => CritModel.Load("{\"schema\":1}"u8)).Code);
        Assert.Equal(RefusalCodes.ModelMalformed, Assert.Throws<CritModelException>(() => CritModel.Load([0xFF, 0xFE, 0x00])).Code);
        Assert.Equal(RefusalCodes.ModelMalformed, Assert.Throws<CritModelException>(() => CritModel.Load("{\"schema\":\"crit-model/1\",\"schema\":\"crit-model/1\"}"u8)).Code);
        Assert.Equal(RefusalCodes.ModelMalformed, Assert.Throws<CritModelException>(() => CritModel.Load(Encoding.UTF8.GetBytes(SampleTrees.TwoTrees))).Code);
    }

    private static byte[] Mutate(Random random, byte[] good)
    {
        byte[] bytes = [.. good];
        switch (random.Next(4))
        {
            case 0: bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes[random.Next(bytes.Length)] = (byte)"0123456789-.eE\"{}[],:nt\\ "[random.Next(25)]; break;
            case 2:
                int from = random.Next(bytes.Length), length = random.Next(1, 40);
                bytes = [.. bytes[..from], .. bytes.Skip(from + length)];
                break;
            default:
                int at = random.Next(bytes.Length), start = random.Next(bytes.Length - 40);
                bytes = [.. bytes[..at], .. bytes.AsSpan(start, random.Next(1, 40)), .. bytes[at..]];
                break;
        }

        return bytes;
    }

    /// <summary>Gives a changed artifact valid hashes, so that only the deeper checks can catch it.</summary>
    private static byte[] Repair(byte[] bytes)
    {
        JsonObject root = JsonNode.Parse(bytes)!.AsObject();
        root["integrity"] = new JsonObject { ["sha256"] = IntegrityOf(bytes) };
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static string IntegrityOf(byte[] bytes)
    {
        using var document = System.Text.Json.JsonDocument.Parse(bytes);
        return Thca.Modeling.Runtime.Json.CanonicalJson.Hash(document.RootElement, "integrity");
    }

    private static void Set(JsonNode root, string path, string value)
    {
        JsonNode target = root;
        string[] steps = path.Replace("[", ".#", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.')[1..];
        foreach (string step in steps[..^1]) target = step[0] == '#' ? target[int.Parse(step[1..], System.Globalization.CultureInfo.InvariantCulture)]! : target[step]!;
        JsonNode? parsed = JsonNode.Parse(value);
        if (steps[^1][0] == '#') target[int.Parse(steps[^1][1..], System.Globalization.CultureInfo.InvariantCulture)] = parsed;
        else target[steps[^1]] = parsed;
    }
}
