namespace Thca.Core.Cohorts;

/// <summary>Data on which something already learnt is judged. Nothing that learns accepts it.</summary>
/// <typeparam name="T">Type of the data, e.g. a feature table.</typeparam>
/// <param name="Data">The rows of the evaluation part.</param>
/// <param name="Name">Where the fold comes from, e.g. "repeat 0 fold 3".</param>
public sealed record EvaluationFold<T>(T Data, string Name = "evaluation");
