using System.Text;
using Thca.Core.Errors;
using Thca.Modeling.Data;

namespace Thca.Modeling.LightGbm;

/// <summary>A trained LightGBM model in native memory. Dispose it when its text has been taken. Prediction is safe for concurrent use.</summary>
public sealed unsafe class LightGbmBooster : IDisposable
{
    private const string PredictParameters = "num_threads=1 predict_disable_shape_check=false verbosity=-1";
    private readonly BoosterHandle _handle;

    internal LightGbmBooster(BoosterHandle handle, IReadOnlyList<string> featureNames, int trees) =>
        (_handle, FeatureNames, TreeCount) = (handle, featureNames, trees);

    /// <summary>Features in column order.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Rounds that prediction and text use (fewer than trained when training stopped early).</summary>
    public int TreeCount { get; }

    /// <summary>Reads a model in LightGBM's text format.</summary>
    /// <param name="text">The text.</param>
    /// <param name="featureNames">Features in column order.</param>
    /// <exception cref="NativeLibraryException">The native library is missing.</exception>
    /// <exception cref="ThcaException">The text cannot be read.</exception>
    public static LightGbmBooster FromText(string text, IReadOnlyList<string> featureNames)
    {
        LightGbmLibrary.Prepare();
        LightGbmLibrary.Check(LightGbmNative.BoosterLoadModelFromString(text, out int iterations, out BoosterHandle handle));
        return new LightGbmBooster(handle, featureNames, iterations);
    }

    /// <summary>The model in LightGBM's text format, version v4.</summary>
    public string ToText()
    {
        LightGbmLibrary.Prepare();
        var buffer = new byte[1 << 16];
        while (true)
        {
            long length;
            fixed (byte* target = buffer)
            {
                LightGbmLibrary.Check(LightGbmNative.BoosterSaveModelToString(_handle, 0, TreeCount, 0, buffer.Length, out length, target));
            }

            if (length <= buffer.Length) return Encoding.UTF8.GetString(buffer.AsSpan(0, (int)length - 1));
            buffer = new byte[length];
        }
    }

    /// <summary>Margin (log-odds before any calibration) of every row.</summary>
    /// <param name="features">Columns in the order of <see cref="FeatureNames"/>.</param>
    public double[] PredictMargin(FeatureMatrix features) => Predict(features, LightGbmNative.PredictRawScore, 1);

    /// <summary>Contributions of every feature to the margin (path-dependent TreeSHAP), row after row; the last of each row is the base value.</summary>
    /// <param name="features">Columns in the order of <see cref="FeatureNames"/>.</param>
    public double[] PredictContributions(FeatureMatrix features) => Predict(features, LightGbmNative.PredictContributions, features.ColumnCount + 1);

    /// <summary>Importance of every feature.</summary>
    /// <param name="gain">Total gain of its splits, or else their number.</param>
    public double[] Importance(bool gain)
    {
        LightGbmLibrary.Prepare();
        var importance = new double[FeatureNames.Count];
        fixed (double* target = importance)
        {
            LightGbmLibrary.Check(LightGbmNative.BoosterFeatureImportance(_handle, TreeCount, gain ? 1 : 0, target));
        }

        return importance;
    }

    /// <summary>Frees the native memory.</summary>
    public void Dispose() => _handle.Dispose();

    private double[] Predict(FeatureMatrix features, int kind, int width)
    {
        if (features.ColumnCount != FeatureNames.Count)
            throw new TableException(FormattableString.Invariant($"The model has {FeatureNames.Count} features, the table {features.ColumnCount}."), "Select the model's features in its order.");
        var results = new double[features.RowCount * width];
        if (features.RowCount == 0) return results;
        LightGbmLibrary.Prepare();
        fixed (double* data = features.Values, target = results)
        {
            LightGbmLibrary.Check(LightGbmNative.BoosterPredictForMat(
                _handle, data, LightGbmNative.Float64, features.RowCount, features.ColumnCount, 0, kind, 0, TreeCount, PredictParameters, out _, target));
        }

        return results;
    }
}
