using System.IO.Compression;
using System.Text.Json.Nodes;
using Thca.Core.Compute;
using Thca.Core.Files;
using Thca.Core.Geometry;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Inference;

/// <summary>
/// Class probabilities on the CT's own grid as nnU-Net saves them: <c>CASE.npz</c> with the array <c>probabilities</c> (float32 [class, z, y, x] of the file's axes;
/// outside the box that cropping kept, background is 1), and the properties of the case beside it. One class is held at a time.
/// </summary>
internal static class ProbabilityFile
{
    /// <summary>Ending of the file with the properties.</summary>
    public const string PropertiesEnding = ".properties.json";

    private const string Entry = "probabilities.npy";

    // Probabilities hardly compress further at a higher level. The oldest date that a zip archive can hold: equal runs give equal bytes.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes both files, atomically.</summary>
    /// <param name="path">The .npz file.</param>
    /// <param name="store">Logits.</param>
    /// <param name="resampler">From the logits' grid to the box.</param>
    /// <param name="properties">The way to the CT's own grid.</param>
    /// <param name="compute">Slices at once; never changes a result.</param>
    /// <param name="ct">Cancels between slices.</param>
    public static void Write(string path, LogitStore store, GridResampler resampler, CaseProperties properties, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        GridSize file = properties.FileGeometry.Size;
        float[] normaliser = LogSumOfExponentials(store, resampler, compute, ct);
        float[] box = new float[resampler.Target.Count], whole = new float[file.Count];
        AtomicFile.Write(path, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            ZipArchiveEntry entry = zip.CreateEntry(Entry, CompressionLevel.Fastest);
            entry.LastWriteTime = NoTime;
            using Stream array = entry.Open();
            NumpyFile.WriteParts(array, [store.Classes, file.Z, file.Y, file.X], Enumerable.Range(0, store.Classes).Select(Class));
        });
        var json = new JsonObject();
        CasePropertiesJson.AddTo(json, properties);
        PythonJson.Write(path[..^Path.GetExtension(path).Length] + PropertiesEnding, json);

        ReadOnlyMemory<float> Class(int c)
        {
            int plane = resampler.Target.X * resampler.Target.Y;
            OrderedParallel.For(
                resampler.Target.Z,
                z =>
                {
                    Span<float> slice = box.AsSpan(z * plane, plane);
                    ReadOnlySpan<float> total = normaliser.AsSpan(z * plane, plane);
                    resampler.Slab(store.Class(c), z, 1, slice);
                    for (int i = 0; i < slice.Length; i++) slice[i] = MathF.Exp(slice[i] - total[i]);
                },
                compute,
                ct);
            Array.Fill(whole, c == 0 ? 1f : 0);
            properties.ToFileGrid(box, whole);
            return whole;
        }
    }

    // log Σ exp of the resampled logits, kept from overflow by the largest so far.
    private static float[] LogSumOfExponentials(LogitStore store, GridResampler resampler, ComputeOptions? compute, CancellationToken ct)
    {
        int plane = resampler.Target.X * resampler.Target.Y;
        var result = new float[resampler.Target.Count];
        var currents = new Buffers<float>(plane);
        var sums = new Buffers<double>(plane);
        OrderedParallel.For(
            resampler.Target.Z,
            z =>
            {
                float[] current = currents.Rent();
                double[] sum = sums.Rent();
                Span<float> most = result.AsSpan(z * plane, plane);
                resampler.Slab(store.Class(0), z, 1, most);
                Array.Fill(sum, 1);
                for (int c = 1; c < store.Classes; c++)
                {
                    resampler.Slab(store.Class(c), z, 1, current);
                    for (int i = 0; i < plane; i++)
                    {
                        float larger = Math.Max(most[i], current[i]);
                        sum[i] = sum[i] * Math.Exp(most[i] - larger) + Math.Exp(current[i] - larger);
                        most[i] = larger;
                    }
                }

                for (int i = 0; i < plane; i++) most[i] = (float)(most[i] + Math.Log(sum[i]));
                currents.Return(current);
                sums.Return(sum);
            },
            compute,
            ct);
        return result;
    }
}
