using Microsoft.Win32.SafeHandles;

namespace Thca.Modeling.LightGbm;

/// <summary>Owns a native LightGBM booster.</summary>
internal sealed class BoosterHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public BoosterHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle() => LightGbmNative.BoosterFree(handle) == 0;
}
