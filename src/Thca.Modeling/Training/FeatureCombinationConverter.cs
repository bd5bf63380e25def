using System.Text.Json;
using System.Text.Json.Serialization;
using Thca.Modeling.Data;

namespace Thca.Modeling.Training;

/// <summary>A combination by its name.</summary>
internal sealed class FeatureCombinationConverter : JsonConverter<FeatureCombination>
{
    public override FeatureCombination Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        FeatureCombination.ByName(reader.GetString() ?? throw new JsonException("A combination is a name."));

    public override void Write(Utf8JsonWriter writer, FeatureCombination value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
