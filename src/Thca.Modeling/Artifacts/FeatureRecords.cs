using Thca.Modeling.Data;
using Thca.Modeling.Declarations;
using Thca.Modeling.Preprocessing;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Runtime.Trees;
using Thca.Statistics.Summaries;

namespace Thca.Modeling.Artifacts;

/// <summary>Describes the columns of the trees: names, codes, ranges and what is done to missing and extreme values.</summary>
internal static class FeatureRecords
{
    public static CritFeature[] Of(ArtifactParts parts, FeatureMatrix columns, TreeEnsemble trees)
    {
        var records = new CritFeature[columns.ColumnCount];
        for (int i = 0; i < records.Length; i++)
        {
            ModelFeature feature = parts.Table.Features[parts.ModelColumns[i]];
            ColumnConstants constants = parts.Model.Preprocessing.Constants[parts.Model.Selected[i]];
            ClinicalColumn? clinical = feature.Modality == Data.Modality.Clinical ? ClinicalColumn.Find(feature.Name) : null;
            (string unit, CritUnitStatus status) = FeatureUnits.Of(feature);
            StudyDeclarations declarations = parts.Options.Declarations;
            FeatureDeclaration declared = declarations.Features.TryGetValue(feature.Name, out FeatureDeclaration? known) ? known : new FeatureDeclaration();
            if (declared.Unit is not null) status = CritUnitStatus.Stated;
            if (declarations.UnitsConfirmed && status == CritUnitStatus.Assumed) status = CritUnitStatus.Confirmed;
            double[] sorted = Quantiles.Sorted(columns.Column(i));
            records[i] = new CritFeature
            {
                Index = i,
                Name = feature.Name,
                Modality = Modality(feature.Modality),
                Unit = declared.Unit ?? unit,
                UnitStatus = declared.UnitStatus ?? status,
                Timing = declared.Timing ?? (clinical is { PreOperative: true } ? CritTiming.PreOperative : CritTiming.Unknown),
                Definition = declared.Definition,
                ExtractionSpec = declared.ExtractionId is { } id ? new CritExtractionSpec { Id = id, Sha256 = declared.ExtractionSha256! } : null,
                Kind = feature.IsCategorical ? CritFeatureKind.Categorical : CritFeatureKind.Numeric,
                Encoding = feature.Codes is null ? null : new CritEncoding { Codes = feature.Codes, Synonyms = SynonymsOf(feature) },
                Range = Range(sorted),
                Missing = Missing(constants, sorted, trees.HandlesMissing(i)),
                Winsor = double.IsFinite(constants.Lower) ? new CritWinsor { Lower = constants.Lower, Upper = constants.Upper } : null,
            };
        }

        return records;
    }

    /// <summary>Sub-stages a consumer may state, where the main stage is a label of the model.</summary>
    private static Dictionary<string, string> SynonymsOf(ModelFeature feature) =>
        PublishedLabels.Synonyms(feature.Name).Where(s => feature.Codes!.ContainsKey(s.Value) && !feature.Codes.ContainsKey(s.Key)).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);

    private static CritRange Range(double[] sorted) => sorted.Length == 0 ? new CritRange() : new CritRange
    {
        Min = sorted[0],
        Q005 = Quantiles.OfSorted(sorted, 0.005),
        Median = Quantiles.OfSorted(sorted, 0.5),
        Q995 = Quantiles.OfSorted(sorted, 0.995),
        Max = sorted[^1],
    };

    /// <summary>Trees handle a missing value only where they met one in training; elsewhere the median stands in.</summary>
    private static CritMissing Missing(ColumnConstants constants, double[] sorted, bool native) => double.IsNaN(constants.Fill) && native
        ? new CritMissing { Policy = CritMissingPolicy.Native, Rate = constants.MissingShare }
        : new CritMissing
        {
            Policy = CritMissingPolicy.Impute,
            Value = double.IsNaN(constants.Fill) ? Quantiles.OfSorted(sorted, 0.5) : constants.Fill,
            Rate = constants.MissingShare,
        };

    internal static CritModality Modality(Modality modality) => modality switch
    {
        Data.Modality.Radiomics => CritModality.Radiomics,
        Data.Modality.ITed => CritModality.ITed,
        Data.Modality.IthScore => CritModality.IthScore,
        _ => CritModality.Clinical,
    };
}
