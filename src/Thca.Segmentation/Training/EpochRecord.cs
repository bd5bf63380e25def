namespace Thca.Segmentation.Training;

/// <summary>What one epoch of a training gave. Dice values come from validation patches (pseudo-Dice); NaN where there is no validation.</summary>
/// <param name="Epoch">Counted from 0.</param>
/// <param name="LearningRate">Rate of the epoch.</param>
/// <param name="TrainingLoss">Mean over the training steps; -1 is the best possible.</param>
/// <param name="ValidationLoss">Mean over the validation batches.</param>
/// <param name="MeanDice">Mean of <paramref name="Dice"/> without NaN.</param>
/// <param name="SmoothedDice">Exponential average of <paramref name="MeanDice"/>: 0.9 old + 0.1 new.</param>
/// <param name="Dice">Dice of every foreground label; NaN where the label occurs neither in truth nor in prediction.</param>
public sealed record EpochRecord(int Epoch, double LearningRate, double TrainingLoss, double ValidationLoss, double MeanDice, double SmoothedDice, IReadOnlyList<double> Dice);
