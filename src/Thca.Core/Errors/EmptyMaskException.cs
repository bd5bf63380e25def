using Thca.Core.Outcomes;

namespace Thca.Core.Errors;

/// <summary>A mask has no voxel inside.</summary>
public sealed class EmptyMaskException() : ThcaException(
    ProblemCodes.MaskEmpty, "The mask has no voxel above zero.", "Check that the mask file belongs to this image and was not saved empty.");
