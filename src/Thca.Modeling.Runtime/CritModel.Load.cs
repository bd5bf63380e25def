using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Runtime.Json;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Runtime.Trees;

namespace Thca.Modeling.Runtime;

public sealed partial class CritModel
{
    private const int DeepestJson = 32;
    private const int LongestSignature = 1024;
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>Loads an artifact from a file.</summary>
    /// <param name="path">The <c>.crit.json</c> file.</param>
    /// <param name="options">Limits and checks; null for the defaults.</param>
    /// <exception cref="CritModelException">The artifact is damaged, of another version, inconsistent, or does not reproduce its test vectors.</exception>
    public static CritModel Load(string path, CritLoadOptions? options = null)
    {
        using FileStream stream = File.OpenRead(path);
        return Load(stream, options);
    }

    /// <summary>Loads an artifact from a stream, which is read to its end and left open.</summary>
    /// <param name="stream">UTF-8 JSON.</param>
    /// <param name="options">Limits and checks; null for the defaults.</param>
    /// <exception cref="CritModelException">The artifact is damaged, of another version, inconsistent, or does not reproduce its test vectors.</exception>
    public static CritModel Load(Stream stream, CritLoadOptions? options = null)
    {
        CritLoadOptions limits = options ?? new CritLoadOptions();
        return LoadBytes(BoundedReader.ReadAll(stream, limits.MaxBytes), limits);
    }

    /// <summary>Loads an artifact from memory.</summary>
    /// <param name="utf8Json">UTF-8 JSON.</param>
    /// <param name="options">Limits and checks; null for the defaults.</param>
    /// <exception cref="CritModelException">The artifact is damaged, of another version, inconsistent, or does not reproduce its test vectors.</exception>
    public static CritModel Load(ReadOnlySpan<byte> utf8Json, CritLoadOptions? options = null)
    {
        CritLoadOptions limits = options ?? new CritLoadOptions();
        BoundedReader.CheckSize(utf8Json.Length, limits.MaxBytes);
        return LoadBytes(utf8Json.ToArray(), limits);
    }

    /// <summary>Loads an artifact from a file after verifying its author's signature.</summary>
    /// <param name="path">The <c>.crit.json</c> file.</param>
    /// <param name="publicKey">The author's public key.</param>
    /// <param name="signaturePath">Signature in DER; null for the artifact's path with <see cref="CritSignature.Extension"/> behind it.</param>
    /// <param name="options">Limits and checks; null for the defaults.</param>
    /// <exception cref="CritModelException">There is no signature or it is not the author's, or loading refuses the artifact.</exception>
    public static CritModel LoadSigned(string path, ECDsa publicKey, string? signaturePath = null, CritLoadOptions? options = null)
    {
        CritLoadOptions limits = options ?? new CritLoadOptions();
        string beside = signaturePath ?? path + CritSignature.Extension;
        if (!File.Exists(beside)) throw Unsigned($"There is no signature {beside}.");
        if (new FileInfo(beside).Length > LongestSignature) throw Unsigned($"{beside} is longer than any signature.");
        using FileStream stream = File.OpenRead(path);
        return LoadSigned(BoundedReader.ReadAll(stream, limits.MaxBytes), File.ReadAllBytes(beside), publicKey, limits);
    }

    /// <summary>Loads an artifact from memory after verifying its author's signature.</summary>
    /// <param name="utf8Json">UTF-8 JSON, byte for byte as it was signed.</param>
    /// <param name="signature">Signature in DER.</param>
    /// <param name="publicKey">The author's public key.</param>
    /// <param name="options">Limits and checks; null for the defaults.</param>
    /// <exception cref="CritModelException">The signature is not the author's, or loading refuses the artifact.</exception>
    public static CritModel LoadSigned(byte[] utf8Json, byte[] signature, ECDsa publicKey, CritLoadOptions? options = null)
    {
        CritLoadOptions limits = options ?? new CritLoadOptions();
        BoundedReader.CheckSize(utf8Json.Length, limits.MaxBytes);
        if (!CritSignature.Verify(utf8Json, signature, publicKey)) throw Unsigned("The signature does not belong to these bytes and this key.");
        return LoadBytes(utf8Json, limits);
    }

    /// <summary>Makes a model of an artifact in memory, with the same checks as loading its file.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="options">Limits and checks; the training side turns <see cref="CritLoadOptions.VerifyTestVectors"/> off while it makes them.</param>
    /// <exception cref="CritModelException">The artifact is inconsistent or does not reproduce its test vectors.</exception>
    public static CritModel FromArtifact(CritArtifact artifact, CritLoadOptions? options = null) =>
        Build(artifact, CritArtifactJson.Hash(artifact), options ?? new CritLoadOptions());

    /// <summary>
    /// Imports a plain LightGBM text model: no units, ranges, calibrator or threshold; protocol Reference; names untrusted. Missing values are left to the trees
    /// where every node handles them and refused elsewhere.
    /// </summary>
    /// <param name="text">LightGBM text, version v3 or v4.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="CritModelException">The text is malformed or unsupported.</exception>
    public static CritModel ImportLightGbm(string text, CritLoadOptions? options = null)
    {
        TreeEnsemble trees = LightGbmTextReader.Read(text, options);
        CritArtifact artifact = PlainTextArtifact.Of(text, trees);
        var warning = new CritWarning(WarningCodes.NamesUntrusted, "Imported from a plain LightGBM text: feature names, units and ranges are unverified; there is no calibrator and no threshold.");
        return new CritModel(artifact, trees, artifact.Booster.Sha256, [warning]);
    }

    private static CritModelException Unsigned(string what) => new(RefusalCodes.ModelSignature, what, "Get artifact, signature and public key from the model's author again.");

    private static CritModel LoadBytes(byte[] bytes, CritLoadOptions limits) => WellFormed(() =>
    {
        int start = bytes.Length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0;
        Strict.GetCharCount(bytes, start, bytes.Length - start);
        using JsonDocument document = JsonDocument.Parse(bytes.AsMemory(start), new JsonDocumentOptions { MaxDepth = DeepestJson, AllowDuplicateProperties = false });
        var root = new JsonObject(document.RootElement, "");
        CheckVersion(root.Text("schema"));
        string sha256 = CheckIntegrity(root, document.RootElement);
        return Build(ArtifactReader.Read(root), sha256, limits);
    });

    /// <summary>Reads, and turns whatever a parser throws into a refusal.</summary>
    private static T WellFormed<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is JsonException or DecoderFallbackException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new CritModelException(RefusalCodes.ModelMalformed, $"The artifact is not well-formed JSON: {error.Message}", "The file is damaged or not a crit-model; get it again.", error);
        }
    }

    private static void CheckVersion(string schema)
    {
        if (schema == CritArtifact.Schema) return;
        throw new CritModelException(RefusalCodes.ModelVersion, $"The artifact's schema is \"{schema}\"; this release reads \"{CritArtifact.Schema}\".", "Update the package or export the model again.");
    }

    private static string CheckIntegrity(JsonObject root, JsonElement element)
    {
        string stated = root.Object("integrity").Text("sha256"), found = CanonicalJson.Hash(element, "integrity");
        return string.Equals(stated, found, StringComparison.Ordinal)
            ? found
            : throw new CritModelException(RefusalCodes.ModelIntegrity, $"The artifact's SHA-256 is {found}; it states {stated}.", "The file was changed; get it again from its author.");
    }

    private static CritModel Build(CritArtifact artifact, string sha256, CritLoadOptions limits)
    {
        ArtifactChecks.Hash(artifact.Booster);
        List<LightGbmTree>? parsed = artifact.Booster.Trees.Count > 0 ? [] : null;
        TreeEnsemble trees = LightGbmTextReader.Read(artifact.Booster.Text, limits, parsed);
        ArtifactChecks.Validate(artifact, trees);
        if (parsed is not null) TreeCopies.Check(artifact.Booster.Trees, parsed);
        var model = new CritModel(artifact, trees, sha256, StandingWarnings(artifact));
        if (!limits.VerifyTestVectors) return model;
        ArtifactChecks.TestVectors(artifact);
        for (int i = 0; i < artifact.TestVectors.Count; i++) model.Verify(artifact.TestVectors[i], contributions: i == 0 || i == artifact.TestVectors.Count - 1);
        return model;
    }

    private static IEnumerable<CritWarning> StandingWarnings(CritArtifact artifact)
    {
        if (artifact.Protocol != CritProtocol.Sound) yield return new(WarningCodes.Protocol, $"The model follows protocol {artifact.Protocol}; its numbers are not for inference.");
        string[] assumed = [.. artifact.Features.Where(f => f.UnitStatus == CritUnitStatus.Assumed).Select(f => f.Name)];
        if (assumed.Length > 0) yield return new(WarningCodes.UnitAssumed, $"The units of {assumed.Length} features are assumed: {string.Join(", ", assumed)}.");
    }
}
