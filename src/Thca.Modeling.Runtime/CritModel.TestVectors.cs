using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Runtime.Json;
using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Runtime;

public sealed partial class CritModel
{
    private const double MarginTolerance = 1e-9;
    private const double ProbabilityTolerance = 1e-12;

    /// <summary>Scores a patient and keeps inputs, with their units, and results as a test vector for the artifact.</summary>
    /// <param name="inputs">Values by exact feature name; the model must not refuse them.</param>
    /// <param name="note">What the row exercises.</param>
    /// <exception cref="CritModelException">The model refuses the values.</exception>
    public CritTestVector MakeTestVector(IReadOnlyDictionary<string, CritInput> inputs, string note = "")
    {
        Dictionary<string, CritInput> stated = inputs.ToDictionary(i => i.Key, i => i.Value, StringComparer.Ordinal);
        foreach (CritFeature feature in Artifact.Features)
            if (feature.Encoding is null && stated.TryGetValue(feature.Name, out CritInput input) && !input.IsMissing) stated[feature.Name] = CritInput.Of(input.Number, input.Unit ?? feature.Unit);
        CritContributions explained = Explain(stated);
        CritPrediction p = explained.Prediction;
        if (p.Refusal is { } refusal) throw new CritModelException(refusal.Code, $"The test vector \"{note}\" is refused: {refusal.What}", refusal.Remedy);
        return new CritTestVector
        {
            Note = note,
            Inputs = stated,
            Codes = [.. p.Codes.Select(c => double.IsNaN(c) ? (double?)null : c)],
            Margin = p.Margin,
            RawProbability = p.RawProbability,
            Probability = p.Probability,
            Class = p.Class ?? 0,
            Groups = p.Groups,
            Contributions = explained.Values,
        };
    }

    /// <summary>Recomputes a test vector; contributions cost a hundred times a prediction, so loading compares those of the first and the last vector and of the others that they add up.</summary>
    private void Verify(CritTestVector vector, bool contributions)
    {
        CritPrediction p = Predict(vector.Inputs);
        if (p.Refusal is { } refusal) throw Differs(vector, $"it is refused ({refusal.What})");
        for (int i = 0; i < vector.Codes.Count; i++)
            if (!(vector.Codes[i] is { } code ? code == p.Codes[i] : double.IsNaN(p.Codes[i]))) throw Differs(vector, $"the code of {FeatureNames[i]} is {JsonText.Of(p.Codes[i])}");
        if (!(Math.Abs(p.Margin - vector.Margin) <= MarginTolerance)) throw Differs(vector, $"the margin is {JsonText.Of(p.Margin)}, expected {JsonText.Of(vector.Margin)}");
        if (!Agrees(p.RawProbability, vector.RawProbability)) throw Differs(vector, $"the raw probability is {JsonText.Of(p.RawProbability)}, expected {JsonText.Of(vector.RawProbability)}");
        if (!Agrees(p.Probability, vector.Probability)) throw Differs(vector, $"the probability is {JsonText.Of(p.Probability)}, expected {JsonText.Of(vector.Probability)}");
        if (p.Class != vector.Class) throw Differs(vector, $"the class is {p.Class}, expected {vector.Class}");
        foreach (KeyValuePair<string, string> group in vector.Groups)
            if (!p.Groups.TryGetValue(group.Key, out string? found) || found != group.Value) throw Differs(vector, $"the {group.Key} group is {found ?? "absent"}, expected {group.Value}");
        if (Math.Abs(BaseValue + vector.Contributions.Sum() - vector.Margin) > MarginTolerance * Math.Max(1, Math.Abs(vector.Margin))) throw Differs(vector, "base value and contributions do not add up to the margin");
        if (!contributions) return;
        double[] values = new double[FeatureNames.Count];
        Contributions([.. p.Codes], values);
        for (int i = 0; i < vector.Contributions.Count; i++)
            if (!(Math.Abs(values[i] - vector.Contributions[i]) <= MarginTolerance)) throw Differs(vector, $"the contribution of {FeatureNames[i]} is {JsonText.Of(values[i])}");
    }

    private static bool Agrees(double found, double expected) => Math.Abs(found - expected) <= ProbabilityTolerance * Math.Abs(expected);

    private static CritModelException Differs(CritTestVector vector, string what) => new(
        RefusalCodes.ModelSelfTest, $"Test vector \"{vector.Note}\" is not reproduced: {what}.", "Do not use this model on this machine; report it to its author.");
}
