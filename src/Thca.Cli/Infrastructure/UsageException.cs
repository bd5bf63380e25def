using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Cli.Infrastructure;

/// <summary>The command line itself is wrong: options that exclude each other, a value outside its range. Exit code 2.</summary>
internal sealed class UsageException(string what, string remedy = "") : ThcaException(ProblemCodes.OptionInvalid, what, remedy);
