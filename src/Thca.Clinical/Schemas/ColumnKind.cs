namespace Thca.Clinical.Schemas;

/// <summary>What a clinical column measures; decides how it is read, summarised, tested, imputed and modelled.</summary>
public enum ColumnKind
{
    /// <summary>A measurement.</summary>
    Continuous,

    /// <summary>A number of things, never negative, often zero.</summary>
    Count,

    /// <summary>One of two levels.</summary>
    Binary,

    /// <summary>One of several ordered levels.</summary>
    Ordinal,

    /// <summary>One of several levels without order.</summary>
    Nominal,

    /// <summary>A ratio of other columns, always recomputed from them (see <see cref="DerivedIndex"/>).</summary>
    Derived,
}
