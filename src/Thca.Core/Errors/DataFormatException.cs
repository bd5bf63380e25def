using Thca.Core.Outcomes;

namespace Thca.Core.Errors;

/// <summary>A file or stream cannot be understood: wrong magic, damaged, truncated, or of an unsupported kind.</summary>
/// <param name="what">What is wrong, with the offending value and the expected one.</param>
/// <param name="remedy">What the user can do.</param>
/// <param name="code">FORMAT_INVALID unless a sharper code fits.</param>
/// <param name="inner">The cause, if another error.</param>
public sealed class DataFormatException(string what, string remedy = "", string code = ProblemCodes.FormatInvalid, Exception? inner = null)
    : ThcaException(code, what, remedy, inner);
