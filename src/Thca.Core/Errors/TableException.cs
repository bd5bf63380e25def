using Thca.Core.Outcomes;

namespace Thca.Core.Errors;

/// <summary>A table lacks a column, repeats a key or holds a value it must not.</summary>
/// <param name="what">What is wrong, with row and column.</param>
/// <param name="remedy">What the user can do.</param>
/// <param name="code">TABLE_INVALID unless a sharper code fits.</param>
public sealed class TableException(string what, string remedy = "", string code = ProblemCodes.TableInvalid) : ThcaException(code, what, remedy);
