using System.Security.Cryptography;
using System.Text;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Tests.Samples;
using Thca.Testing;

namespace Thca.Modeling.Runtime.Tests;

public class CritSignatureTests
{
    private static readonly byte[] Artifact = CritArtifactJson.ToBytes(SampleArtifact.Build());

    /// <summary>Keys and signatures made with <c>openssl ecparam</c> and <c>openssl dgst -sha256 -sign</c>.</summary>
    [Theory]
    [InlineData(
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQ+Y3+/AbabJ2R6QaIHAy3WN2OEByyvGcDhXTey/wbJleFq2cUASJ6sFKzSzgKV3MeLuO0J7Yt1SKNAz3wEhiqQ==",
        "MEQCIDLQeYgB1rye6VuPxe5yn7JMm6j0UUgNlMuHcE2fu2QWAiA4+yxcgwf7uesSC2LJYeL2SXLYKbGcdE/0SNB2PMsqRg==")]
    [InlineData(
        "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQBpL4ALJd+3zPSHHW+CPAq5qn38fnamu4thVK7nMSiWi9RaroidfaSUECkd7V+CDq5pHyusX/hFkddvCvpJf6rM8AB/hB1tySh9rwV29Lk/4w2DQ4hKc9dCyDx1iyMgRE46zAKTkJlvBZIs2CITeOEhMWBC/OJ+7VNY3bp+JoQHDgS0VE=",
        "MIGIAkIAnNKwQxY0vyNzbhOwxgfrGIvLsQ8AgBQvQUoKglcs26Zf2mZwl+2uEONETHf/9XGKn1dYkt/JohMczVn44uAJCZ8CQgChOO+b0wf50DxdR8kr4yuOvJ6kYz6ZZu8SBjn0vfgvMnZtQxTj3hg3J8thuZxvzRH1pMnjTE+0A+gdr/+If2i9zw==")]
    public void SignaturesOfOpenSslAreVerified(string key, string signature)
    {
        using ECDsa author = ECDsa.Create();
        author.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key), out _);
        byte[] bytes = Encoding.ASCII.GetBytes("crit-model bytes\n");
        Assert.True(CritSignature.Verify(bytes, Convert.FromBase64String(signature), author));
        bytes[3] ^= 1;
        Assert.False(CritSignature.Verify(bytes, Convert.FromBase64String(signature), author));
    }

    [Fact]
    public void OwnSignaturesAreDerAndTheAuthorsModelLoads()
    {
        foreach (ECCurve curve in new[] { ECCurve.NamedCurves.nistP256, ECCurve.NamedCurves.nistP384, ECCurve.NamedCurves.nistP521 })
        {
            using ECDsa key = ECDsa.Create(curve);
            for (int i = 0; i < 30; i++)
            {
                byte[] signature = CritSignature.Sign(Artifact, key);
                Assert.True(key.VerifyData(Artifact, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
                Assert.True(CritSignature.Verify(Artifact, key.SignData(Artifact, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), key));
                if (i == 0) Assert.Equal(3, CritModel.LoadSigned(Artifact, signature, key).FeatureNames.Count);
            }
        }
    }

    [Fact]
    public void FilesLieSideBySide()
    {
        using var folder = new TemporaryFolder();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256), other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string path = folder.File("model.crit.json"), elsewhere = folder.File("elsewhere.bin");
        File.WriteAllBytes(path, Artifact);
        Assert.Contains("There is no signature", Refused(() => CritModel.LoadSigned(path, key)), StringComparison.Ordinal);
        File.WriteAllBytes(path + CritSignature.Extension, CritSignature.Sign(Artifact, key));
        Assert.Equal(3, CritModel.LoadSigned(path, key).FeatureNames.Count);
        Refused(() => CritModel.LoadSigned(path, other));
        File.Move(path + CritSignature.Extension, elsewhere);
        Assert.Equal(3, CritModel.LoadSigned(path, key, elsewhere).FeatureNames.Count);
        File.WriteAllBytes(elsewhere, new byte[100_000]);
        Assert.Contains("longer than any signature", Refused(() => CritModel.LoadSigned(path, key, elsewhere)), StringComparison.Ordinal);
        File.WriteAllBytes(elsewhere, []);
        Refused(() => CritModel.LoadSigned(path, key, elsewhere));
    }

    [Fact]
    public void AnythingButTheExactSignatureIsRefusedWithoutACrash()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256), wider = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        byte[] good = CritSignature.Sign(Artifact, key);
        Assert.False(CritSignature.Verify(Artifact, good, wider));
        Assert.False(CritSignature.Verify(Artifact, CritSignature.Sign(Artifact, wider), key));
        Assert.False(CritSignature.Verify(Artifact, key.SignData(Artifact, HashAlgorithmName.SHA256), key), "fixed-width form");
        Assert.False(CritSignature.Verify(Artifact, [.. good, 0], key), "a byte behind it");
        Assert.False(CritSignature.Verify(Artifact, [0x30, 6, 2, 1, 0, 2, 1, 0], key), "zeros");
        Assert.False(CritSignature.Verify(Artifact, [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF], key), "a huge length");
        for (int length = 0; length < good.Length; length++) Assert.False(CritSignature.Verify(Artifact, good[..length], key));
        for (int i = 0; i < good.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. good];
                changed[i] ^= (byte)(1 << bit);
                Assert.False(CritSignature.Verify(Artifact, changed, key), $"byte {i}, bit {bit}");
            }
        }

        var random = new Random(3);
        for (int i = 0; i < 2000; i++)
        {
            byte[] noise = new byte[random.Next(150)];
            random.NextBytes(noise);
            if (noise.Length > 2 && i % 2 == 0) (noise[0], noise[1]) = (0x30, (byte)(noise.Length - 2));
            Assert.False(CritSignature.Verify(Artifact, noise, key));
        }

        byte[] altered = [.. Artifact];
        altered[^2] ^= 1;
        Refused(() => CritModel.LoadSigned(altered, good, key));
    }

    [Fact]
    public void IntegersAreInTheirShortestForm()
    {
        byte[] plain = [0, 0, 0x80, 1, 0, 0, 0, 0x7F];
        byte[] der = EcdsaDer.FromFixed(plain);
        Assert.Equal([0x30, 8, 2, 3, 0, 0x80, 1, 2, 1, 0x7F], der);
        Assert.Equal(plain, EcdsaDer.ToFixed(der, 4));
        Assert.Null(EcdsaDer.ToFixed([0x30, 9, 2, 3, 0, 0x80, 1, 2, 2, 0, 0x7F], 4));
        Assert.Null(EcdsaDer.ToFixed([0x30, 7, 2, 2, 0x80, 1, 2, 1, 0x7F], 4));
        Assert.Null(EcdsaDer.ToFixed([0x30, 0x81, 8, 2, 3, 0, 0x80, 1, 2, 1, 0x7F], 4));
        Assert.Null(EcdsaDer.ToFixed(der, 1));
    }

    [Fact]
    public void WeakKeysAreNotUsed()
    {
        ECCurve small = ECCurve.CreateFromFriendlyName("secp224r1");
        ECDsa? key = null;
        try
        {
            key = ECDsa.Create(small);
        }
        catch (Exception error) when (error is CryptographicException or PlatformNotSupportedException)
        {
            Assert.Skip("This platform has no curve below 256 bits.");
        }

        using (key)
        {
            Assert.Throws<ArgumentException>(() => CritSignature.Sign(Artifact, key!));
            Assert.False(CritSignature.Verify(Artifact, key!.SignData(Artifact, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), key));
        }
    }

    private static string Refused(Func<CritModel> load)
    {
        CritModelException error = Assert.Throws<CritModelException>(load);
        Assert.Equal(RefusalCodes.ModelSignature, error.Code);
        return error.Message;
    }
}
