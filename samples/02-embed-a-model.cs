#:project ../src/Thca.Modeling.Runtime
#:property ThcaProjectKind=Sample
// A frozen CRIT model in an application of its own: no native library, one file. Usage: dotnet run samples/02-embed-a-model.cs -- model.crit.json
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Scoring;

CritModel model = CritModel.Load(args[0]);

// An application would fill these in from its own data; here every feature gets the median of the development patients.
Dictionary<string, CritInput> patient = model.Artifact.Features.ToDictionary(f => f.Name, f => CritInput.Of(f.Range?.Median ?? 0));
CritPrediction prediction = model.Predict(patient);
Console.WriteLine(prediction.Refusal is { } refusal
    ? $"No prediction: {refusal}"
    : FormattableString.Invariant($"risk {prediction.Probability:P1}, group {string.Join(", ", prediction.Groups.Select(g => $"{g.Key} {g.Value}"))}"));
