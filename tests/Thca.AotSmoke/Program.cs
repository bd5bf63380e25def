using System.Globalization;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Scoring;

// Loads the model, scores its first test vector and prints probability, first contribution and base value as round-trip numbers.
CritModel model = CritModel.Load(args[0]);
CritContributions explained = model.Explain(model.Artifact.TestVectors[0].Inputs);
foreach (double value in new[] { explained.Prediction.Probability, explained.Values[0], explained.Base }) Console.WriteLine(value.ToString("R", CultureInfo.InvariantCulture));
