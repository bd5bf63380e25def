using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Thca.Modeling.Runtime.Tests.Native;

/// <summary>Just enough of LightGBM's C API to train small models and to predict with them.</summary>
internal static class NativeLightGbm
{
    public const int Probability = 0, Raw = 1, Leaf = 2, Contributions = 3;

    private const string Library = "lib_lightgbm";
    private const int Float32 = 0, Float64 = 1;

    public static string Train(double[] rows, int columns, float[] labels, string parameters, int rounds)
    {
        Check(LGBM_DatasetCreateFromMat(rows, Float64, labels.Length, columns, 1, parameters, 0, out nint data));
        try
        {
            Check(LGBM_DatasetSetField(data, "label", labels, labels.Length, Float32));
            Check(LGBM_BoosterCreate(data, parameters, out nint booster));
            try
            {
                for (int i = 0; i < rounds; i++) Check(LGBM_BoosterUpdateOneIter(booster, out _));
                return Text(booster);
            }
            finally
            {
                Check(LGBM_BoosterFree(booster));
            }
        }
        finally
        {
            Check(LGBM_DatasetFree(data));
        }
    }

    public static double[] Predict(string text, double[] rows, int columns, int kind)
    {
        using var model = new Loaded(text);
        return model.Predict(rows, columns, kind);
    }

    private static string Text(nint booster)
    {
        Check(LGBM_BoosterSaveModelToString(booster, 0, -1, 0, 0, out long length, null));
        byte[] buffer = new byte[length];
        Check(LGBM_BoosterSaveModelToString(booster, 0, -1, 0, length, out length, buffer));
        return Encoding.UTF8.GetString(buffer, 0, (int)length - 1);
    }

    private static void Check(int code)
    {
        if (code != 0) throw new InvalidOperationException(Marshal.PtrToStringUTF8(LGBM_GetLastError()));
    }

    /// <summary>A booster read from text.</summary>
    internal sealed class Loaded : IDisposable
    {
        private readonly nint _booster;

        public Loaded(string text) => Check(LGBM_BoosterLoadModelFromString(text, out _, out _booster));

        public double[] Predict(double[] rows, int columns, int kind)
        {
            int count = rows.Length / columns;
            Check(LGBM_BoosterCalcNumPredict(_booster, count, kind, 0, -1, out long length));
            double[] result = new double[length];
            Check(LGBM_BoosterPredictForMat(_booster, rows, Float64, count, columns, 1, kind, 0, -1, string.Create(CultureInfo.InvariantCulture, $"num_threads=1 verbosity=-1"), out _, result));
            return result;
        }

        public void Dispose() => Check(LGBM_BoosterFree(_booster));
    }

    [DllImport(Library, CharSet = CharSet.Ansi)]
    private static extern int LGBM_DatasetCreateFromMat(double[] data, int type, int rows, int columns, int rowMajor, [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, nint reference, out nint dataset);

    [DllImport(Library)]
    private static extern int LGBM_DatasetSetField(nint dataset, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, float[] values, int count, int type);

    [DllImport(Library)]
    private static extern int LGBM_DatasetFree(nint dataset);

    [DllImport(Library)]
    private static extern int LGBM_BoosterCreate(nint dataset, [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, out nint booster);

    [DllImport(Library)]
    private static extern int LGBM_BoosterUpdateOneIter(nint booster, out int finished);

    [DllImport(Library)]
    private static extern int LGBM_BoosterFree(nint booster);

    [DllImport(Library)]
    private static extern int LGBM_BoosterSaveModelToString(nint booster, int start, int count, int importance, long size, out long length, byte[]? text);

    [DllImport(Library)]
    private static extern int LGBM_BoosterLoadModelFromString([MarshalAs(UnmanagedType.LPUTF8Str)] string text, out int iterations, out nint booster);

    [DllImport(Library)]
    private static extern int LGBM_BoosterCalcNumPredict(nint booster, int rows, int kind, int start, int count, out long length);

    [DllImport(Library)]
    private static extern int LGBM_BoosterPredictForMat(nint booster, double[] data, int type, int rows, int columns, int rowMajor, int kind, int start, int count, [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, out long length, double[] result);

    [DllImport(Library)]
    private static extern nint LGBM_GetLastError();
}
