using Thca.Modeling.Data;

namespace Thca.Modeling.Selection;

/// <summary>A feature's place in stage 1.</summary>
/// <param name="Column">Position in the fold's table.</param>
/// <param name="Name">Its name.</param>
/// <param name="Modality">Its modality.</param>
/// <param name="Composite">Composite score within the modality, 0 to 1.</param>
/// <param name="Rank">Rank within the modality, from 1; ties go to the earlier column.</param>
/// <param name="Kept">Whether it survives stage 1.</param>
/// <param name="Indicators">The seven indicators behind the composite.</param>
public sealed record RankedFeature(
    int Column, string Name, Modality Modality, double Composite, int Rank, bool Kept, UnivariateIndicators Indicators);
