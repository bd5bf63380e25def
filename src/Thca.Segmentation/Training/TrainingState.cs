using System.Text.Json;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Segmentation.Training;

/// <summary>What a training knows besides weights: epochs done, the best smoothed Dice, and what every epoch gave.</summary>
/// <param name="Fingerprint">Hash of everything that determines the training; another training cannot go on from here.</param>
/// <param name="NextEpoch">Epochs done.</param>
/// <param name="Steps">Steps of the optimiser.</param>
/// <param name="BestDice">Best smoothed Dice so far; NaN where there was none.</param>
/// <param name="History">One record per epoch done.</param>
internal sealed record TrainingState(string Fingerprint, int NextEpoch, long Steps, double BestDice, IReadOnlyList<EpochRecord> History)
{
    private const string Schema = "thca-seg-training/1";

    public string ToJson(bool indented)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("fingerprint", Fingerprint);
            json.WriteNumber("next_epoch", NextEpoch);
            json.WriteNumber("steps", Steps);
            Number(json, "best_ema_fg_dice", BestDice);
            json.WriteStartArray("epochs");
            foreach (EpochRecord epoch in History) Write(json, epoch);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    public static TrainingState Parse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (root.GetProperty("schema").GetString() != Schema) throw new FormatException("unknown schema");
            return new TrainingState(
                root.GetProperty("fingerprint").GetString() ?? "",
                root.GetProperty("next_epoch").GetInt32(),
                root.GetProperty("steps").GetInt64(),
                Number(root, "best_ema_fg_dice"),
                [.. root.GetProperty("epochs").EnumerateArray().Select(Read)]);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DataFormatException($"The state of the training is damaged: {exception.Message}", "Start the training again without --continue.", ProblemCodes.FormatInvalid, exception);
        }
    }

    private static void Write(Utf8JsonWriter json, EpochRecord epoch)
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", epoch.Epoch);
        Number(json, "lr", epoch.LearningRate);
        Number(json, "train_loss", epoch.TrainingLoss);
        Number(json, "val_loss", epoch.ValidationLoss);
        Number(json, "mean_fg_dice", epoch.MeanDice);
        Number(json, "ema_fg_dice", epoch.SmoothedDice);
        json.WriteStartArray("dice_per_class");
        foreach (double dice in epoch.Dice)
        {
            if (double.IsNaN(dice)) json.WriteNullValue();
            else json.WriteNumberValue(dice);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static EpochRecord Read(JsonElement e) => new(
        e.GetProperty("epoch").GetInt32(),
        Number(e, "lr"),
        Number(e, "train_loss"),
        Number(e, "val_loss"),
        Number(e, "mean_fg_dice"),
        Number(e, "ema_fg_dice"),
        [.. e.GetProperty("dice_per_class").EnumerateArray().Select(d => d.ValueKind == JsonValueKind.Null ? double.NaN : d.GetDouble())]);

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsNaN(value)) json.WriteNull(name);
        else json.WriteNumber(name, value);
    }

    private static double Number(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetDouble() : double.NaN;
}
