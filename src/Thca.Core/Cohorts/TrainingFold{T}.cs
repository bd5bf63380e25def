namespace Thca.Core.Cohorts;

/// <summary>
/// Data that may be learnt from. Everything that learns (imputes, scales, selects, resamples, calibrates, sets thresholds) takes this type
/// and nothing else, so evaluation data cannot reach it.
/// </summary>
/// <typeparam name="T">Type of the data, e.g. a feature table.</typeparam>
/// <param name="Data">The rows of the training part.</param>
/// <param name="Name">Where the fold comes from, e.g. "repeat 0 fold 3".</param>
public sealed record TrainingFold<T>(T Data, string Name = "training");
