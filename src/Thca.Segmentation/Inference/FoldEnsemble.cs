using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using static TorchSharp.torch;

namespace Thca.Segmentation.Inference;

/// <summary>The mean of the logits of several networks of one configuration, tile by tile: the same as averaging whole predictions, in one pass.</summary>
public sealed class FoldEnsemble : ITileNetwork
{
    private readonly IReadOnlyList<ITileNetwork> _members;

    /// <summary>Joins networks.</summary>
    /// <param name="members">At least one, all with the same channels and classes.</param>
    /// <exception cref="ThcaException">There is none, or they differ.</exception>
    public FoldEnsemble(IReadOnlyList<ITileNetwork> members)
    {
        if (members.Count == 0) throw new ThcaException(ProblemCodes.ModelInvalid, "The ensemble has no network.", "Give at least one weight file.");
        if (members.FirstOrDefault(m => m.Channels != members[0].Channels || m.Classes != members[0].Classes) is { } other)
        {
            throw new ThcaException(
                ProblemCodes.ModelInvalid,
                string.Create(CultureInfo.InvariantCulture, $"The networks of the ensemble differ: {members[0].Channels} channels and {members[0].Classes} classes, {other.Channels} and {other.Classes}."),
                "Give folds of one configuration.");
        }

        _members = members;
    }

    /// <inheritdoc/>
    public int Channels => _members[0].Channels;

    /// <inheritdoc/>
    public int Classes => _members[0].Classes;

    /// <inheritdoc/>
    public Tensor Logits(Tensor tile)
    {
        Tensor sum = _members[0].Logits(tile);
        foreach (ITileNetwork member in _members.Skip(1)) sum = sum + member.Logits(tile);
        return _members.Count == 1 ? sum : sum / _members.Count;
    }
}
