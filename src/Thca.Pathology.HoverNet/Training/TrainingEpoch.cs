namespace Thca.Pathology.HoverNet.Training;

/// <summary>Means over one epoch; validation values are NaN without validation samples, type terms without typing.</summary>
/// <param name="Epoch">Number, from 1.</param>
/// <param name="LearningRate">Rate.</param>
/// <param name="Loss">Sum of the six terms.</param>
/// <param name="NucleiCrossEntropy">Term.</param>
/// <param name="NucleiDice">Term.</param>
/// <param name="TypesCrossEntropy">Term.</param>
/// <param name="TypesDice">Term.</param>
/// <param name="DistanceError">Term.</param>
/// <param name="GradientError">Term.</param>
/// <param name="ValidationDice">Dice of nuclear pixels.</param>
/// <param name="ValidationQuality">Panoptic quality, mean over samples.</param>
/// <param name="ValidationTypeAccuracy">Share of paired nuclei with the right class.</param>
public sealed record TrainingEpoch(
    int Epoch, double LearningRate, double Loss, double NucleiCrossEntropy, double NucleiDice, double TypesCrossEntropy, double TypesDice, double DistanceError, double GradientError,
    double ValidationDice, double ValidationQuality, double ValidationTypeAccuracy)
{
    /// <summary>Columns of <c>training.csv</c>.</summary>
    internal static IReadOnlyList<string> Columns { get; } =
        ["Epoch", "LearningRate", "Loss", "np_bce", "np_dice", "tp_bce", "tp_dice", "hv_mse", "hv_msge", "val_np_dice", "val_pq", "val_type_accuracy"];

    /// <summary>The values in the order of <see cref="Columns"/>.</summary>
    internal IReadOnlyList<double> Values =>
        [Epoch, LearningRate, Loss, NucleiCrossEntropy, NucleiDice, TypesCrossEntropy, TypesDice, DistanceError, GradientError, ValidationDice, ValidationQuality, ValidationTypeAccuracy];

    internal static TrainingEpoch From(IReadOnlyList<double> v) => new((int)v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11]);
}
