using Microsoft.Win32.SafeHandles;

namespace Thca.Modeling.LightGbm;

/// <summary>Owns a native LightGBM data set.</summary>
internal sealed class DatasetHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public DatasetHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => LightGbmNative.DatasetFree(handle) == 0;
}
