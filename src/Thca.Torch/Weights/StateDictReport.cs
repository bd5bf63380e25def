using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Torch.Weights;

/// <summary>How the names and shapes of stored weights compare with a network.</summary>
/// <param name="Missing">Names of the network that the weights lack.</param>
/// <param name="Unexpected">Names of the weights that the network lacks.</param>
/// <param name="Mismatched">Names with another shape: name, stored shape, expected shape.</param>
public sealed record StateDictReport(IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Mismatched)
{
    private const int Shown = 5;

    /// <summary>Whether the weights fit exactly.</summary>
    public bool Fits => Missing.Count + Unexpected.Count + Mismatched.Count == 0;

    /// <summary>Throws unless the weights fit exactly; nothing is ever loaded in part.</summary>
    /// <param name="remedy">What the user of this network can do.</param>
    /// <exception cref="DataFormatException">All differences, the first few by name.</exception>
    public void EnsureFits(string remedy)
    {
        if (Fits) return;
        throw new DataFormatException(
            $"The weights do not fit the network: {List("missing", Missing)}; {List("unexpected", Unexpected)}; {List("other shape", Mismatched)}.",
            remedy,
            ProblemCodes.ModelInvalid);
    }

    private static string List(string what, IReadOnlyList<string> names) =>
        $"{names.Count} {what}{(names.Count == 0 ? "" : $" ({string.Join(", ", names.Take(Shown))}{(names.Count > Shown ? ", …" : "")})")}";
}
