using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Modeling.Data;

/// <summary>A feature table to read.</summary>
/// <param name="Path">CSV, Arrow or Parquet file.</param>
/// <param name="Modality">Modality of all its columns, or null to tell it from their names.</param>
public sealed record FeatureSource(string Path, Modality? Modality = null)
{
    /// <summary>Parses <c>F.csv</c> or <c>clinical=F.csv</c> (also <c>radiomics=</c>, <c>ited=</c>, <c>ith=</c>).</summary>
    /// <exception cref="ThcaException">The word before = is no modality.</exception>
    public static FeatureSource Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || File.Exists(text)) return new FeatureSource(text);
        Modality modality = text[..equals].ToUpperInvariant() switch
        {
            "CLINICAL" => Data.Modality.Clinical,
            "RADIOMICS" => Data.Modality.Radiomics,
            "ITED" => Data.Modality.ITed,
            "ITH" or "ITHSCORE" or "3D_ITHSCORE" => Data.Modality.IthScore,
            _ => throw new ThcaException(ProblemCodes.OptionInvalid, $"'{text[..equals]}' is no modality.", "Use clinical=, radiomics=, ited= or ith= before the file."),
        };
        return new FeatureSource(text[(equals + 1)..], modality);
    }
}
