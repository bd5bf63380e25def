using Thca.Modeling.Data;

namespace Thca.Modeling.Training;

/// <summary>How class weights and resampling shifted the prevalence a booster was trained at.</summary>
/// <param name="TrainingPrevalence">Share of events among the rows trained on.</param>
/// <param name="TargetPrevalence">Share of events among the fold's real patients.</param>
/// <param name="PositiveWeight">Weight of events.</param>
public sealed record PriorShift(double TrainingPrevalence, double TargetPrevalence, double PositiveWeight)
{
    /// <summary>What is subtracted from a margin: log([π_s/(1-π_s)] / [π/(1-π)] · w).</summary>
    public double LogOdds =>
        TrainingPrevalence == TargetPrevalence ? Math.Log(PositiveWeight)
            : Math.Log(TrainingPrevalence / (1 - TrainingPrevalence)) - Math.Log(TargetPrevalence / (1 - TargetPrevalence)) + Math.Log(PositiveWeight);

    internal static PriorShift Of(LabelledMatrix real, LabelledMatrix trained, double positiveWeight) => new(trained.Prevalence, real.Prevalence, positiveWeight);
}
