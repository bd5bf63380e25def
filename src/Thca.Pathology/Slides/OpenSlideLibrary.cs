using System.Runtime.InteropServices;

namespace Thca.Pathology.Slides;

/// <summary>The functions of the system's OpenSlide library, looked up when first needed. Never shipped: it is probed for.</summary>
internal sealed class OpenSlideLibrary
{
    public const string Remedy = "Install OpenSlide: 'apt install libopenslide0' (Debian, Ubuntu), 'dnf install openslide' (Fedora), 'brew install openslide' (macOS), or the DLLs of openslide.org in the PATH (Windows).";

    private static readonly string[] Names = ["libopenslide.so.1", "libopenslide.so.0", "libopenslide.1.dylib", "libopenslide.0.dylib", "libopenslide-1.dll", "libopenslide-0.dll", "openslide"];

    private static readonly Lazy<OpenSlideLibrary?> Loaded = new(Load);

    private readonly GetText _detect;
    private readonly OpenHandle _open;
    private readonly CloseHandle _close;
    private readonly HandleText _error;
    private readonly HandleNumber _levelCount;
    private readonly LevelSize _levelSize;
    private readonly LevelNumber _downsample;
    private readonly ReadRegionCall _read;
    private readonly PropertyText _property;

    private OpenSlideLibrary(nint library)
    {
        _detect = Find<GetText>(library, "openslide_detect_vendor");
        _open = Find<OpenHandle>(library, "openslide_open");
        _close = Find<CloseHandle>(library, "openslide_close");
        _error = Find<HandleText>(library, "openslide_get_error");
        _levelCount = Find<HandleNumber>(library, "openslide_get_level_count");
        _levelSize = Find<LevelSize>(library, "openslide_get_level_dimensions");
        _downsample = Find<LevelNumber>(library, "openslide_get_level_downsample");
        _read = Find<ReadRegionCall>(library, "openslide_read_region");
        _property = Find<PropertyText>(library, "openslide_get_property_value");
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint GetText([MarshalAs(UnmanagedType.LPUTF8Str)] string path);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint OpenHandle([MarshalAs(UnmanagedType.LPUTF8Str)] string path);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void CloseHandle(nint slide);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint HandleText(nint slide);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int HandleNumber(nint slide);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void LevelSize(nint slide, int level, out long width, out long height);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate double LevelNumber(nint slide, int level);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void ReadRegionCall(nint slide, [Out] uint[] target, long x, long y, int level, long width, long height);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint PropertyText(nint slide, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    /// <summary>The library, or null where the system has none.</summary>
    public static OpenSlideLibrary? Instance => Loaded.Value;

    /// <summary>Which scanner's format a file has; null when OpenSlide does not know it.</summary>
    public string? DetectVendor(string path) => Marshal.PtrToStringUTF8(_detect(path));

    public nint Open(string path) => _open(path);

    public void Close(nint slide) => _close(slide);

    /// <summary>The error a slide is in; null for none. A slide in error stays so.</summary>
    public string? Error(nint slide) => Marshal.PtrToStringUTF8(_error(slide));

    public int LevelCount(nint slide) => _levelCount(slide);

    public (long Width, long Height, double Downsample) Level(nint slide, int level)
    {
        _levelSize(slide, level, out long width, out long height);
        return (width, height, _downsample(slide, level));
    }

    public string? Property(nint slide, string name) => Marshal.PtrToStringUTF8(_property(slide, name));

    /// <summary>Reads premultiplied ARGB; x and y are level-0 pixels, width and height pixels of the level.</summary>
    public uint[] Read(nint slide, long x, long y, int level, int width, int height)
    {
        var pixels = new uint[checked(width * height)];
        _read(slide, pixels, x, y, level, width, height);
        return pixels;
    }

    private static OpenSlideLibrary? Load()
    {
        foreach (string name in Names)
        {
            if (!NativeLibrary.TryLoad(name, out nint library)) continue;
            try
            {
                return new OpenSlideLibrary(library);
            }
            catch (EntryPointNotFoundException)
            {
                NativeLibrary.Free(library);
            }
        }

        return null;
    }

    private static T Find<T>(nint library, string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));
}
