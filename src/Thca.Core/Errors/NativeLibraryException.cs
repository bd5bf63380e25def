using Thca.Core.Outcomes;

namespace Thca.Core.Errors;

/// <summary>A native library that this feature needs cannot be loaded here.</summary>
/// <param name="what">Library, platform, and what failed.</param>
/// <param name="remedy">What to install.</param>
/// <param name="inner">The loader's error.</param>
public sealed class NativeLibraryException(string what, string remedy, Exception? inner = null)
    : ThcaException(ProblemCodes.NativeLibraryMissing, what, remedy, inner);
